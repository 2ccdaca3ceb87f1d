import { baseName } from '../core/base/baseName.ts';
import type { PrivateName } from '../core/insights/digest.ts';
import { isPublicLabel, type LabelKind } from '../core/insights/publicLabels.ts';

/** Form in which names are sent (`daymark.ai.names`). */
export const nameModes = ['real', 'aliased', 'none'] as const;
export type NameMode = (typeof nameModes)[number];

/** The maximum length of a name that is sent or put into a text. */
const nameLength = 120;
const alias = /\b(?:project|file|branch|run|task|message|language|reporter|code)-\d+\b/gi;

/** Stand-ins for the user's names: the same one for the same name, in the order in which names first come. */
export class NameAliases {
  readonly mode: NameMode;
  readonly #aliases = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<PrivateName | LabelKind, number>();

  constructor(mode: NameMode) {
    this.mode = mode;
  }

  /** Returns what is sent for a name: the name, its alias, or nothing. */
  of(kind: PrivateName, name: string): string | undefined {
    if (this.mode === 'none') return undefined;
    if (this.mode === 'real') return oneLine(shown(kind, name));
    // A message is of no use as an alias, and could hold anything.
    if (kind === 'message') return undefined;
    return this.#aliasOf(kind, name, shown(kind, name));
  }

  /**
   * Returns what is sent for a language, a reporter, or a code: itself if it is public, otherwise its alias or nothing.
   * @param reporter of a code
   */
  label(kind: LabelKind, word: string, reporter?: string): string | undefined {
    if (this.mode === 'real' || isPublicLabel(kind, word, reporter)) return oneLine(word);
    return this.mode === 'none' ? undefined : this.#aliasOf(kind, word, word);
  }

  #aliasOf(kind: PrivateName | LabelKind, name: string, words: string): string {
    const key = `${kind} ${name}`;
    const known = this.#aliases.get(key);
    if (known !== undefined) return known;
    const number = (this.#counts.get(kind) ?? 0) + 1;
    const candidate = `${kind}-${number}`;
    this.#counts.set(kind, number);
    this.#aliases.set(key, candidate);
    this.#names.set(candidate, oneLine(words));
    return candidate;
  }

  /** A text of a model with aliases turned back into names; an alias that was not given stays as it is. */
  restore(text: string): string {
    return text.replace(alias, (found) => quotedIfBare(this.#names.get(found.toLowerCase()) ?? found));
  }

  /** Aliases that were given. */
  get given(): ReadonlySet<string> {
    return new Set(this.#names.keys());
  }

  /** A restored text can't be sent as it is: its aliases stood for earlier names. */
  get isSecretive(): boolean {
    return this.mode !== 'real';
  }
}

/** A name without letters, such as a branch called 47, must not look like a number. */
function quotedIfBare(name: string): string {
  return /\p{L}/u.test(name) ? name : `"${name}"`;
}

/** Projects are named by their folder, never by their path. */
function shown(kind: PrivateName, name: string): string {
  return kind === 'project' ? baseName(name) : name;
}

function oneLine(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > nameLength ? `${line.slice(0, nameLength - 1)}\u2026` : line;
}
