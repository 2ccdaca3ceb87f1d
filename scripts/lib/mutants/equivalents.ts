import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../folders.mjs';
import { findMutants, type Mutant } from './findMutants.ts';

/** A mutant that somebody judged to change nothing that anyone could notice. */
interface Judgement {
  readonly file: string;
  /** The trimmed line: when it changes, the judgement no longer holds. */
  readonly line: string;
  /** The code before and after, see `changeOf`. */
  readonly change: string;
  readonly reason: string;
}

const judgements = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'judgedEquivalent.json'), 'utf8'),
) as readonly Judgement[];

/** Returns why a mutant was judged equivalent. @param source its file's text */
export function judgementOf(mutant: Mutant, source: string): string | undefined {
  const candidates = judgements.filter(({ file }) => file === mutant.file);
  if (candidates.length === 0) return undefined;
  const [line, change] = [lineOf(mutant, source).text, changeOf(mutant, source)];
  return candidates.find((one) => one.line === line && one.change === change)?.reason;
}

/** Lists judgements on code that has changed since: they are to be removed, or made again. */
export function staleJudgements(): string[] {
  return [...Map.groupBy(judgements, ({ file }) => file)].flatMap(([file, some]) => {
    const name = path.join(projectFolder, file);
    const source = existsSync(name) ? readFileSync(name, 'utf8') : '';
    const known = new Set(
      findMutants(file, source).map((one) => `${lineOf(one, source).text}\n${changeOf(one, source)}`),
    );
    return some
      .filter(({ line, change }) => !known.has(`${line}\n${change}`))
      .map(({ line, change }) => `${file}: ${change} in ${line}`);
  });
}

/** Writes a change as code before and after, shortened. */
export function changeOf({ start, end, text }: Mutant, source: string): string {
  const short = (code: string): string => code.replaceAll(/\s+/g, ' ').slice(0, 60);
  return `${short(source.slice(start, end))} → ${short(text)}`;
}

/** Finds the line of a mutant: its number from 1, and its trimmed text. */
export function lineOf({ start }: Mutant, source: string): { readonly number: number; readonly text: string } {
  const number = source.slice(0, start).split('\n').length;
  return { number, text: source.split('\n')[number - 1]?.trim() ?? '' };
}
