import { writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { exportedHistories } from './exportedHistories.ts';
import { gitHistories } from './gitHistories.ts';
import { habitHistories } from './habits.ts';
import { judge } from './judge.ts';
import type { Verdict } from './judge.ts';
import { causes, seededHistory } from './seededHistory.ts';

/** The number of histories for each cause, and without one. */
const perCause = 6;
const cleanCount = 10;

const options = {
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
  seed: { type: 'string' },
  write: { type: 'string' },
  habits: { type: 'boolean' },
  'held-out': { type: 'boolean' },
  git: { type: 'string' },
} as const;

type History = Parameters<typeof judge>[0];

main(process.argv.slice(2));

/**
 * Measures how many planted causes the built-in rules name in their top three, and what they say about clean histories: first the built-in
 * histories, then those of people with other habits (`habits.ts`). The exit code only depends on the built-in ones.
 *
 * `--habits` only for people with other habits, `--held-out` for the held-out third of these, `--json` for machines (one set only: the
 * built-in one, or with `--habits` the other), `--verbose` for the findings, `--seed <number>` for other histories than the usual ones,
 * `--git <folder>` replays the git repositories in a folder (`gitHistories.ts`) and prints the findings of high impact; `--write <folder>`
 * writes the histories; any other argument is a folder of histories to use instead.
 */
function main(args: string[]): void {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [folder] = positionals;
  const seed = Number(values.seed ?? 0);
  const isHeldOut = values['held-out'] === true;
  const isHabits = values.habits === true || isHeldOut;
  const show = (histories: readonly History[]): Summary => {
    const verdicts = histories.map(judge);
    const summary = summaryOf(verdicts);
    console.log(values.json ? JSON.stringify(summary) : table(summary));
    if (values.verbose) for (const one of verdicts) console.log(one.name, one.found ? 'found' : '-', one.named);
    return summary;
  };
  if (values.git !== undefined) return showGit(values.git, values);
  if (folder !== undefined) return void show(exportedHistories(folder));
  const histories: readonly History[] = isHabits ? habitHistories(seed, isHeldOut) : builtIn(seed);
  if (values.write !== undefined) write(values.write, histories);
  if (isHabits) return void show(histories);
  const { found, planted, false_alarms } = show(histories);
  if (found < 0.9 * planted || false_alarms > 0) process.exitCode = 1;
  if (values.json) return;
  console.log('\nPeople with other habits');
  show(habitHistories(seed, false));
}

/** Prints each finding of high impact in real histories for someone to read, since the true causes are unknown. */
function showGit(folder: string, { json = false, verbose = false }: { json?: boolean; verbose?: boolean }): void {
  const verdicts = Array.from(gitHistories(folder), judge);
  const summary = summaryOf(verdicts);
  if (json) return console.log(JSON.stringify(summary));
  for (const { name, named } of verdicts)
    for (const one of named) if (verbose || one.includes(' (high): ')) console.log(`${name}  ${one}`);
  console.log(
    `${summary.clean} fortnights: ${summary.false_alarms} findings of high impact, ${summary.clean_findings} of any impact`,
  );
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
  readonly by_cause: Record<string, Count>;
  /** The same by habit, where histories have one. */
  readonly by_habit?: Record<string, Count & Pick<Summary, 'clean' | 'false_alarms' | 'clean_findings'>>;
}

interface Count {
  planted: number;
  found: number;
}

function summaryOf(verdicts: readonly Verdict[]): Summary {
  return { ...totalsOf(verdicts), ...byHabit(verdicts) };
}

function totalsOf(verdicts: readonly Verdict[]): Omit<Summary, 'by_habit'> {
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

function byHabit(verdicts: readonly Verdict[]): Pick<Summary, 'by_habit'> {
  const groups = Map.groupBy(
    verdicts.filter(({ habit }) => habit !== undefined),
    ({ habit }) => habit ?? '',
  );
  if (groups.size === 0) return {};
  const rows = Array.from(groups, ([habit, of]) => {
    const { planted, found, clean, false_alarms, clean_findings } = totalsOf(of);
    return [habit, { planted, found, clean, false_alarms, clean_findings }] as const;
  });
  return { by_habit: Object.fromEntries(rows) };
}

function table({
  planted,
  found,
  clean,
  false_alarms,
  clean_findings,
  other_high,
  by_cause,
  by_habit,
}: Summary): string {
  const rows = Object.entries(by_cause).map(([cause, one]) => `  ${cause.padEnd(20)} ${one.found} of ${one.planted}`);
  const habitRows = Object.entries(by_habit ?? {}).map(
    ([habit, one]) =>
      `  ${habit.padEnd(20)} ${one.found} of ${one.planted}; ${one.clean} clean, ${one.false_alarms} false alarms, ${one.clean_findings} findings`,
  );
  return [
    `Planted causes named in the top three: ${found} of ${planted}`,
    ...rows,
    ...habitRows,
    `Clean histories: ${clean}, with ${false_alarms} false alarms of high impact and ${clean_findings} findings of any impact`,
    `High impact besides the planted cause: ${other_high}`,
  ].join('\n');
}

function write(folder: string, histories: readonly History[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, facts } of histories) {
    writeFileSync(path.join(folder, `${name}.jsonl`), facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
  }
  const list = Object.fromEntries(histories.map(({ name, cause }) => [`${name}.jsonl`, cause]));
  writeFileSync(path.join(folder, 'causes.json'), JSON.stringify(list, undefined, 2));
}
