import path from 'node:path';
import { parseArgs } from 'node:util';
import { readCases } from './cases.ts';
import { judgeCalls } from './judgeCalls.ts';
import type { CallVerdict } from './judgeCalls.ts';
import { judgeClaims } from './judgeClaims.ts';
import type { ClaimVerdict } from './judgeClaims.ts';

const options = { json: { type: 'boolean' }, verbose: { type: 'boolean' } } as const;
const own = path.join(import.meta.dirname, 'cases');

/** Counts over all cases of a folder. */
interface Summary {
  readonly answers: number;
  readonly lies: number;
  readonly shown_as_fact: number;
  readonly true_flagged: number;
  readonly crashes: number;
  readonly hangs: number;
  readonly misclassified: number;
  readonly miscosted: number;
}

await main(process.argv.slice(2));

/**
 * Checks what happens to lies and truths in a model's answers, and to calls to a misbehaving service. `--json` for machines, `--verbose`
 * for each error; an argument is a folder of cases to use instead of our own. Exits with 1 if anything is wrong.
 */
async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [folder] = positionals;
  const sets =
    folder === undefined ? { open: path.join(own, 'open'), held_out: path.join(own, 'held-out') } : { all: folder };
  const summaries: Record<string, Summary> = {};
  for (const [name, where] of Object.entries(sets)) {
    const { claims, calls } = readCases(where);
    const verdicts = claims.flatMap(judgeClaims);
    const called: CallVerdict[] = [];
    for (const one of calls) called.push(...(await judgeCalls(one)));
    if (values.verbose) tellWrong(verdicts, called);
    summaries[name] = summaryOf(verdicts, called);
  }
  const total = sumOf(Object.values(summaries));
  console.log(
    values.json ? JSON.stringify(folder === undefined ? { ...total, ...summaries } : total) : tableOf(summaries),
  );
  const { answers, lies: _, true_flagged: __, ...wrong } = total;
  if (answers === 0 || Object.values(wrong).some((count) => count > 0)) process.exitCode = 1;
}

function summaryOf(claims: readonly ClaimVerdict[], calls: readonly CallVerdict[]): Summary {
  const of = (result: ClaimVerdict['result']) => claims.filter((one) => one.result === result).length;
  const ended = calls.filter(({ hasHung, hasCrashed }) => !hasHung && !hasCrashed);
  return {
    answers: claims.length + calls.length,
    lies: claims.filter(({ claim }) => claim[0] === 'lie').length,
    shown_as_fact: of('shown as fact'),
    true_flagged: of('true but flagged'),
    crashes: of('crash') + calls.filter(({ hasCrashed }) => hasCrashed).length,
    hangs: calls.filter(({ hasHung }) => hasHung).length,
    misclassified: ended.filter(({ isClassified }) => !isClassified).length,
    miscosted: ended.filter(({ isCosted }) => !isCosted).length,
  };
}

function sumOf(summaries: readonly Summary[]): Summary {
  const sum = (key: keyof Summary) => summaries.reduce((total, one) => total + one[key], 0);
  const keys = [
    'answers',
    'lies',
    'shown_as_fact',
    'true_flagged',
    'crashes',
    'hangs',
    'misclassified',
    'miscosted',
  ] as const;
  return Object.fromEntries(keys.map((key) => [key, sum(key)])) as unknown as Summary;
}

function tellWrong(claims: readonly ClaimVerdict[], calls: readonly CallVerdict[]): void {
  for (const { result, author, claim, shown } of claims)
    if (result !== 'right') console.log(`${result} (${author}): ${claim[3]}\n  shown: ${shown}`);
  for (const { name, outcome, costUsd, isClassified, isCosted } of calls)
    if (!isClassified || !isCosted) console.log(`${name}: ${outcome}, ${costUsd} US dollars`);
}

function tableOf(summaries: Readonly<Record<string, Summary>>): string {
  return Object.entries(summaries)
    .map(([name, summary]) =>
      [name, ...Object.entries(summary).map(([key, count]) => `  ${key.padEnd(14)} ${count}`)].join('\n'),
    )
    .join('\n');
}
