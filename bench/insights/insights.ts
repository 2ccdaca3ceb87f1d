import { writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { exportedHistories } from './exportedHistories.ts';
import { judge } from './judge.ts';
import type { Verdict } from './judge.ts';
import { causes, seededHistory } from './seededHistory.ts';

/** Of each cause so many histories, and so many without one. */
const perCause = 6;
const cleanCount = 10;

const options = {
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
  seed: { type: 'string' },
  write: { type: 'string' },
} as const;

main(process.argv.slice(2));

/**
 * How many planted causes the built-in rules name in their top three, and what they say of clean histories.
 * `--json` for machines, `--verbose` for what was said, `--seed <number>` for other histories than the usual ones, `--write <folder>`
 * writes the histories; any other argument is a folder of histories to judge instead.
 */
function main(args: string[]): void {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [folder] = positionals;
  const seed = Number(values.seed ?? 0);
  const histories = folder === undefined ? builtIn(seed) : exportedHistories(folder);
  if (values.write !== undefined) write(values.write, seed);
  const verdicts = histories.map(judge);
  const summary = summaryOf(verdicts);
  console.log(values.json ? JSON.stringify(summary) : table(summary));
  if (values.verbose) for (const one of verdicts) console.log(one.name, one.found ? 'found' : '-', one.named);
  const isGood = summary.found >= 0.9 * summary.planted && summary.false_alarms === 0;
  if (folder === undefined && !isGood) process.exitCode = 1;
}

function builtIn(seed: number) {
  const planted = causes.flatMap((cause, i) =>
    Array.from({ length: perCause }, (_, n) => seededHistory(seed + 1 + i * 100 + n, cause)),
  );
  return [...planted, ...Array.from({ length: cleanCount }, (_, n) => seededHistory(seed + 1001 + n, 'clean'))];
}

interface Summary {
  readonly planted: number;
  readonly found: number;
  readonly clean: number;
  /** Bottlenecks of high impact in clean histories. */
  readonly false_alarms: number;
  /** Bottlenecks of any impact in clean histories. */
  readonly clean_findings: number;
  /** Bottlenecks of high impact that were not planted, in histories with another cause. */
  readonly other_high: number;
  readonly by_cause: Record<string, { planted: number; found: number }>;
}

function summaryOf(verdicts: readonly Verdict[]): Summary {
  const planted = verdicts.filter(({ cause }) => cause !== 'clean');
  const clean = verdicts.filter(({ cause }) => cause === 'clean');
  const by_cause: Summary['by_cause'] = {};
  for (const { cause, found } of planted) {
    const entry = (by_cause[cause] ??= { planted: 0, found: 0 });
    entry.planted++;
    if (found) entry.found++;
  }
  const alarms = (of: readonly Verdict[]) => of.reduce((total, { falseAlarms }) => total + falseAlarms, 0);
  return {
    planted: planted.length,
    found: planted.filter(({ found }) => found).length,
    clean: clean.length,
    false_alarms: alarms(clean),
    clean_findings: clean.reduce((total, { named }) => total + named.length, 0),
    other_high: alarms(planted),
    by_cause,
  };
}

function table({ planted, found, clean, false_alarms, clean_findings, other_high, by_cause }: Summary): string {
  const rows = Object.entries(by_cause).map(([cause, one]) => `  ${cause.padEnd(20)} ${one.found} of ${one.planted}`);
  return [
    `Planted causes named in the top three: ${found} of ${planted}`,
    ...rows,
    `Clean histories: ${clean}, with ${false_alarms} false alarms of high impact and ${clean_findings} findings of any impact`,
    `High impact besides the planted cause: ${other_high}`,
  ].join('\n');
}

function write(folder: string, seed: number): void {
  mkdirSync(folder, { recursive: true });
  const histories = builtIn(seed);
  for (const { name, facts } of histories) {
    writeFileSync(path.join(folder, `${name}.jsonl`), facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
  }
  const list = Object.fromEntries(histories.map(({ name, cause }) => [`${name}.jsonl`, cause]));
  writeFileSync(path.join(folder, 'causes.json'), JSON.stringify(list, undefined, 2));
}
