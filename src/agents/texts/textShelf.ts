import { createHash } from 'node:crypto';
import path from 'node:path';
import { isSecretFile, withoutSecrets } from '../../core/base/secrets.ts';
import {
  longestKeptText,
  mostOfAll,
  type KeptText,
  type KeptTextChoice,
  type SessionTexts,
} from '../../core/facts/keptTexts.ts';
import { sessionRecordId } from '../sessionRecordId.ts';
import type { AgentTool } from '../tools.ts';
import type { LoggedText } from '../usage.ts';

/** Which texts are wanted. */
export interface TextRules {
  readonly keeps: Exclude<KeptTextChoice, 'off'>;
  /** Only texts from this instant on, ms since the epoch. */
  readonly from: number;
  /** Times in which tracking was paused or private somewhere: nothing of these times is kept. Start and end, ms since the epoch. */
  readonly paused: readonly (readonly [number, number])[];
  /** The lengths of the texts that are kept already, by key. */
  readonly known: Readonly<Record<string, number>>;
}

interface FoundText {
  readonly session: string;
  readonly project: string;
  readonly at: number;
  readonly by: KeptText['by'];
  readonly file?: string;
  text: string;
  length: number;
}

/**
 * Collects the texts of sessions that are to be kept, each once however often it is logged. Bounded: of long texts the beginning, of many
 * the newest.
 */
export class TextShelf {
  readonly keeps: KeptTextChoice;
  readonly #rules: TextRules;
  readonly #known: ReadonlyMap<string, number>;
  readonly #found = new Map<string, FoundText>();
  readonly #takenBack = new Set<string>();
  #units = 0;

  constructor(rules: TextRules) {
    this.keeps = rules.keeps;
    this.#rules = rules;
    this.#known = new Map(Object.entries(rules.known));
  }

  /**
   * @param of the tool, the working folder, and whether a path is excluded
   */
  add(
    logged: LoggedText,
    of: { readonly tool: AgentTool; readonly folder: string; readonly isExcluded: (path: string) => boolean },
  ): void {
    const { at, by, file } = logged;
    const text = logged.text.trim();
    if (text === '' || (by !== 'prompt' && this.keeps !== 'all') || !this.#isIn(at)) return;
    if (file !== undefined && isLeftOut(path.resolve(of.folder, file), of.isExcluded)) return;
    const key = keyOf(of.tool, by, logged.key);
    const known = this.#found.get(key);
    if (known) this.#grow(known, text);
    else {
      const session = sessionRecordId(of.tool, logged.session, logged.project);
      const found = { session, project: of.folder, at, by, ...(file !== undefined && { file }) };
      this.#found.set(key, { ...found, text: text.slice(0, longestKeptText), length: text.length });
      this.#units += Math.min(text.length, longestKeptText);
    }
    if (this.#units > mostOfAll * 1.25) this.#dropOldest();
  }

  /** A change that failed is none. */
  takeBack(tool: AgentTool, key: string): void {
    if (this.keeps === 'all') this.#takenBack.add(keyOf(tool, 'change', key));
  }

  /** Yields the texts that aren't kept yet, or have grown, in parts that are not much longer than `units`. */
  *fresh(units: number): Generator<SessionTexts[]> {
    const fresh = [...this.#found].filter(
      ([key, { length }]) => length > (this.#known.get(key) ?? 0) && !this.#takenBack.has(key.replace(/ .*$/, '')),
    );
    let part: SessionTexts[] = [];
    let held = 0;
    for (const [session, texts] of Map.groupBy(fresh, ([, found]) => found.session)) {
      part.push({
        session,
        project: texts[0]?.[1].project ?? '',
        texts: texts.map(([key, one]) => keptText(key, one)),
      });
      held += texts.reduce((sum, [, { text }]) => sum + text.length, 0);
      if (held < units) continue;
      yield part;
      [part, held] = [[], 0];
    }
    if (part.length > 0) yield part;
  }

  #isIn(at: number): boolean {
    return at >= this.#rules.from && !this.#rules.paused.some(([start, end]) => at >= start && at < end);
  }

  /** Answers are logged in parts, and in copies that grow. */
  #grow(known: FoundText, text: string): void {
    const shown = text.slice(0, longestKeptText);
    if (known.text.startsWith(shown) && text.length <= known.length) return;
    const isLonger = text.startsWith(known.text);
    if (!isLonger && (known.by !== 'answer' || known.text.includes(shown))) return;
    const before = known.text.length;
    known.text = isLonger ? shown : `${known.text}\n\n${text}`.slice(0, longestKeptText);
    known.length = isLonger ? text.length : known.length + 2 + text.length;
    this.#units += known.text.length - before;
  }

  #dropOldest(): void {
    for (const [key, { text }] of [...this.#found].toSorted(([, a], [, b]) => a.at - b.at)) {
      if (this.#units <= mostOfAll) return;
      this.#found.delete(key);
      this.#units -= text.length;
    }
  }
}

function isLeftOut(file: string, isExcluded: (path: string) => boolean): boolean {
  return isSecretFile(file.replaceAll('\\', '/')) || isExcluded(file);
}

/** Short, since all keys are compared at each read. Changes of several files by one call have the call's key first. */
function keyOf(tool: AgentTool, by: KeptText['by'], key: string): string {
  const [call = '', ...rest] = key.split('\n');
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
  return [hash(`${tool} ${by} ${call}`), ...rest.map(hash)].join(' ');
}

function keptText(key: string, { at, by, text, length, file }: FoundText): KeptText {
  const clean = withoutSecrets(text).text.slice(0, longestKeptText);
  return { key, at, by, text: clean, length, ...(file !== undefined && { file }) };
}
