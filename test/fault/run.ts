import { parseArgs } from 'node:util';
import { eraseMany } from './erasing.ts';
import { killMany, seeded } from './killing.ts';

// The long form: node test/fault/run.ts [--kills 2000] [--erasures 500] [--seed 1] [--json]
const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    erasures: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    json: { type: 'boolean', default: false },
  },
});
if (values.erasures === undefined || values.kills !== undefined) await runKills(Number(values.kills ?? 1000));
if (values.erasures !== undefined) await runErasures(Number(values.erasures));

async function runKills(count: number): Promise<void> {
  const report = await killMany(count, seeded(Number(values.seed)));
  const { kills, writers, facts, lost, doubled, corrupt } = report;
  const words = `${kills} kills, up to ${writers} writers (seed ${values.seed}): ${facts} facts acknowledged, ${lost} lost, ${doubled} doubled, ${corrupt} corrupt files`;
  tell(report, words, lost + doubled + corrupt);
}

async function runErasures(count: number): Promise<void> {
  const report = await eraseMany(count);
  const { erasures, writers, facts, lost, doubled, corrupt, erased, left } = report;
  const words = `${erasures} erasures beside ${writers} writers: ${facts} facts acknowledged, ${lost} lost, ${doubled} doubled, ${corrupt} corrupt files; ${erased} facts erased, still readable in ${left} files`;
  tell(report, words, lost + doubled + corrupt + left);
}

function tell(report: { readonly facts: number }, words: string, wrong: number): void {
  console.log(values.json ? JSON.stringify(report) : words);
  if (wrong > 0 || report.facts === 0) process.exitCode = 1;
}
