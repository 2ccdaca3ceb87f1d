import { parseArgs } from 'node:util';
import { killMany, seeded } from './killing.ts';

// The long form: node test/fault/run.ts [--kills 2000] [--seed 1] [--json]
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    json: { type: 'boolean', default: false },
  },
});
const report = await killMany(Number(values.kills), seeded(Number(values.seed)));
const { kills, writers, facts, lost, doubled, corrupt } = report;
const words = `${kills} kills, up to ${writers} writers (seed ${values.seed}): ${facts} facts acknowledged, ${lost} lost, ${doubled} doubled, ${corrupt} corrupt files`;
console.log(values.json ? JSON.stringify(report) : words);
process.exitCode = lost + doubled + corrupt > 0 || facts === 0 ? 1 : 0;
