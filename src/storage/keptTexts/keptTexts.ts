import { createHash } from 'node:crypto';
import path from 'node:path';
import { compareText } from '../../core/base/compareText.ts';
import { mostOfSession, type KeptText, type SessionTexts } from '../../core/facts/keptTexts.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import type { TimeRange } from '../../core/time/days.ts';
import type { Files } from '../disk/files.ts';
import { asideEnding } from '../disk/layout.ts';
import { removeIfFile } from '../disk/removeIfFile.ts';
import { projectScope } from '../erase/projectScope.ts';
import { parseTexts } from './parseTexts.ts';

const ending = '.sealed';
/** No file is nearly as long, in bytes. */
const largestFile = 16 << 20;

/** Content of the folder: sessions and texts by number. */
export interface KeptCounts {
  readonly sessions: number;
  readonly texts: number;
}

/** Conditions of an erasure: what matches all that is given. */
interface TextErasure {
  readonly project?: string;
  readonly range?: TimeRange;
  readonly before?: number;
}

/**
 * Texts of AI tools' sessions, which the user chose to keep: one sealed file for each session in the folder `agentTexts`. They are in no other
 * place, so they are in no backup, export, or synced segment, and no operation for other programs reaches them. A file that can't be opened
 * counts as empty.
 */
export class KeptTexts {
  readonly #files: Files;
  readonly #folder: string;
  readonly #sealer: Sealer;

  /** @param folder Daymark's data folder */
  constructor({ files, folder, sealer }: { readonly files: Files; readonly folder: string; readonly sealer: Sealer }) {
    this.#files = files;
    this.#folder = path.join(folder, 'agentTexts');
    this.#sealer = sealer;
  }

  /** Adds texts. Of two with one key, the longer stays, since answers grow. Keeps nothing while there is no key to seal under. */
  keep(sessions: readonly SessionTexts[]): void {
    if (this.#sealer.canSeal?.() === false) return;
    for (const { session, project, texts } of sessions) {
      const known = this.#open(this.#fileOf(session));
      if (known !== 'locked') this.#write({ session, project, texts: merged(known?.texts ?? [], texts) });
    }
  }

  /** The texts of a session in their order; none if nothing is kept or the key is missing. */
  textsOf(session: string): readonly KeptText[] {
    const found = this.#open(this.#fileOf(session));
    return typeof found === 'object' ? found.texts : [];
  }

  /** The length of each text by its key, in UTF-16 units of the whole. */
  lengths(): Record<string, number> {
    return Object.fromEntries(this.#all().flatMap(({ texts }) => texts.map((text) => [text.key, text.length])));
  }

  counts(): KeptCounts {
    const all = this.#all();
    return { sessions: all.length, texts: all.reduce((sum, { texts }) => sum + texts.length, 0) };
  }

  /** Drops texts from before an instant, and the oldest of the others beyond a number of UTF-16 units. */
  tidy({ before, most }: { readonly before: number; readonly most: number }): void {
    for (const name of this.#files.list(this.#folder))
      if (name.endsWith(asideEnding)) removeIfFile(this.#files, path.join(this.#folder, name));
    const all = this.#all();
    const newestFirst = all.flatMap(({ texts }) => texts).toSorted((a, b) => b.at - a.at);
    let [room, oldest] = [most, before];
    for (const { at, text } of newestFirst) {
      room -= text.length;
      if (room < 0) oldest = Math.max(oldest, at + 1);
    }
    for (const one of all) this.#replace(one, ({ at }) => at >= oldest);
  }

  /**
   * Erases the texts of a project and the folders below it, of a range of time, or of both; all of them where neither is given. Files that
   * can't be opened are deleted too, since what they hold isn't known.
   * @returns the number of texts and unreadable files
   */
  erase({ project, range, before = Number.POSITIVE_INFINITY }: TextErasure): number {
    const isWithin = project === undefined ? () => true : projectScope(project, []).isWithin;
    const isMeant = ({ at }: KeptText): boolean =>
      at < before && (range === undefined || (at >= range.from && at < range.to));
    let erased = 0;
    for (const file of this.#paths()) {
      const found = this.#open(file);
      if (typeof found !== 'object') {
        if (found === 'locked') erased++;
        removeIfFile(this.#files, file);
      } else if (isWithin(found.project)) erased += this.#replace(found, (text) => !isMeant(text));
    }
    return erased;
  }

  /** Brings the files under the present key. */
  reseal(): void {
    const { canSeal, isCurrent } = this.#sealer;
    if (canSeal?.call(this.#sealer) === false || !isCurrent) return;
    for (const one of this.#all()) this.#write(one);
  }

  /** Writes what is to stay of a session. @returns the number of texts that were dropped */
  #replace(one: SessionTexts, stays: (text: KeptText) => boolean): number {
    const texts = one.texts.filter(stays);
    const dropped = one.texts.length - texts.length;
    // Deleting needs no key.
    if (texts.length === 0) removeIfFile(this.#files, this.#fileOf(one.session));
    else if (dropped > 0) this.#write({ ...one, texts });
    return dropped;
  }

  #write(one: SessionTexts): void {
    const file = this.#fileOf(one.session);
    const aside = `${file}.${process.pid}${asideEnding}`;
    this.#files.makeFolder(this.#folder);
    try {
      this.#files.remove(aside);
      this.#files.create(aside, this.#sealer.seal(JSON.stringify(one)));
      this.#files.sync(aside);
      this.#files.rename(aside, file);
    } finally {
      this.#files.remove(aside);
    }
  }

  #all(): SessionTexts[] {
    return this.#paths().flatMap((file) => {
      const found = this.#open(file);
      return typeof found === 'object' ? [found] : [];
    });
  }

  #paths(): string[] {
    return this.#files
      .list(this.#folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => path.join(this.#folder, name));
  }

  /** @returns `locked` for what can't be opened, undefined if there is nothing */
  #open(file: string): SessionTexts | 'locked' | undefined {
    const bytes = this.#files.readBounded(file, largestFile);
    if (bytes === undefined) return undefined;
    const text = bytes === 'unfit' ? undefined : this.#sealer.open(bytes);
    return (text === undefined ? undefined : parseTexts(text)) ?? 'locked';
  }

  /** The ids of sessions are no names, but long. */
  #fileOf(session: string): string {
    const hash = createHash('sha256').update(session).digest('hex').slice(0, 32);
    return path.join(this.#folder, `${hash}${ending}`);
  }
}

function merged(known: readonly KeptText[], added: readonly KeptText[]): KeptText[] {
  const texts = new Map(known.map((one) => [one.key, one]));
  for (const one of added) {
    const before = texts.get(one.key);
    if (!before || one.length > before.length) texts.set(one.key, one);
  }
  let room = mostOfSession;
  return [...texts.values()]
    .toSorted((a, b) => b.at - a.at || compareText(b.key, a.key))
    .filter(({ text }) => (room -= text.length) >= 0)
    .reverse();
}
