import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Fact } from '../../src/core/facts/facts.ts';

export interface ExportedHistory {
  readonly name: string;
  readonly cause: string;
  readonly now: number;
  readonly offset: number;
  readonly facts: readonly Fact[];
}

const factTypes = new Set(['span', 'run', 'diagnostic', 'state', 'activity', 'plan', 'planTask', 'document', 'record']);

/**
 * The histories in a folder: each `<name>.jsonl` has one fact per line, as exported; lines of other types are ignored. `causes.json` has
 * the planted causes by file name: `{"a.jsonl": "flaky-test", "b.jsonl": "clean"}`; otherwise `<name>.cause` has it.
 */
export function exportedHistories(folder: string): ExportedHistory[] {
  const list = path.join(folder, 'causes.json');
  const causes = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Record<string, string>) : {};
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort();
  return files.map((file) => {
    const name = file.replace(/\.jsonl$/, '');
    const single = path.join(folder, `${name}.cause`);
    const cause = causes[file] ?? causes[name] ?? (existsSync(single) ? readFileSync(single, 'utf8').trim() : 'clean');
    const facts = readFacts(path.join(folder, file));
    return { name, cause, facts, ...endOf(facts) };
  });
}

function readFacts(file: string): Fact[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const rows = lines.map((line) => JSON.parse(line) as { type?: string });
  return rows.filter(({ type }) => type !== undefined && factTypes.has(type)) as Fact[];
}

/** A history is read as of some minutes after its last sign. */
function endOf(facts: readonly Fact[]): { now: number; offset: number } {
  let [now, offset] = [0, 0];
  for (const fact of facts) {
    const at =
      fact.type === 'span'
        ? fact.end
        : fact.type === 'diagnostic'
          ? (fact.fixed ?? fact.introduced)
          : fact.type === 'run'
            ? (fact.end ?? fact.start)
            : 0;
    if (at > now) [now, offset] = [at, 'offset' in fact ? fact.offset : 0];
  }
  return { now: now + 5 * 60_000, offset };
}
