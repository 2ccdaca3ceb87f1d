import { parseArgs } from 'node:util';
import { chooseSeed, seeded } from '../harness/seed.ts';
import { damageMany } from './damaging.ts';
import { eraseMany, type EraseReport } from './erasing.ts';
import { killMany } from './killing.ts';

// The long form: node test/fault/run.ts [--kills 2000] [--erasures 500] [--damages 5000] [--seed 1] [--json]
const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    erasures: { type: 'string' },
    damages: { type: 'string' },
    seed: { type: 'string', default: String(chooseSeed()) },
    json: { type: 'boolean', default: false },
  },
});
const { kills, erasures, damages } = values;
if ((erasures === undefined && damages === undefined) || kills !== undefined) await runKills(Number(kills ?? 1000));
if (erasures !== undefined) await runErasures(Number(erasures));
if (damages !== undefined) await runDamages(Number(damages));

async function runKills(count: number): Promise<void> {
  const report = await killMany(count, seeded(Number(values.seed)), ({ kills, facts, lost, doubled, corrupt }) =>
    console.error(`${kills} of ${count}: ${facts} facts, ${lost} lost, ${doubled} doubled, ${corrupt} corrupt files`),
  );
  const { kills, writers, facts, lost, doubled, corrupt } = report;
  const words = `${kills} kills, up to ${writers} writers (seed ${values.seed}): ${facts} facts acknowledged, ${lost} lost, ${doubled} doubled, ${corrupt} corrupt files`;
  tell(report, words, lost + doubled + corrupt);
}

async function runErasures(count: number): Promise<void> {
  const tellSum = ({ erasures, facts, lost, doubled, left }: EraseReport) =>
    console.error(
      `${erasures} of ${count}: ${facts} facts, ${lost} lost, ${doubled} doubled, readable in ${left} files`,
    );
  const report = await eraseMany(count, { tell: tellSum });
  const { erasures, writers, facts, lost, doubled, corrupt, erased, left } = report;
  const words = `${erasures} erasures beside ${writers} writers: ${facts} facts acknowledged, ${lost} lost, ${doubled} doubled, ${corrupt} corrupt files; ${erased} facts erased, still readable in ${left} files`;
  tell(report, words, lost + doubled + corrupt + left);
}

async function runDamages(count: number): Promise<void> {
  // One takes 20 to 50 ms of processor time, and much longer beside other work.
  const report = await damageMany(count, seeded(Number(values.seed)), (done) => console.error(`${done} of ${count}`));
  const { files, facts, failures } = report;
  for (const failure of failures) console.error(failure);
  const words = `${count} damages to ${files} files (seed ${values.seed}) beside ${facts} facts: ${failures.length} failures`;
  tell(report, words, failures.length);
}

function tell(report: { readonly facts: number }, words: string, wrong: number): void {
  console.log(values.json ? JSON.stringify(report) : words);
  if (wrong > 0 || report.facts === 0) process.exitCode = 1;
}
