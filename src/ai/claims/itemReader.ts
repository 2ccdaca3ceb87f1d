import type { Translate } from '../../core/base/translate.ts';
import type { DigestFact, DigestTopic } from '../../core/insights/digest.ts';
import { plainText, textLimits } from '../plainText.ts';
import { citing } from './citing.ts';
import type { SentEvidence } from './citing.ts';
import { checkText } from './gate.ts';
import type { Citation, Field } from './gate.ts';

/** Evidence of one item at most. */
const citedAtMost = 6;
/** Ids that one item may cite; a longer list is not read. */
const idsAtMost = 50;
/** The maximum length of an item's unsupported text that is kept. */
const flaggedAtMost = 12;

/** Reads the items of an analysis, and counts those that must not be shown. */
export class ItemReader {
  readonly #sent: SentEvidence;
  readonly #facts: ReadonlyMap<string, DigestFact>;
  readonly #t: Translate;
  #dropped = 0;

  constructor(sent: SentEvidence, facts: ReadonlyMap<string, DigestFact>, t: Translate) {
    this.#sent = sent;
    this.#facts = facts;
    this.#t = t;
  }

  /** Items that cite nothing that was sent, or name something that wasn't. */
  get dropped(): number {
    return this.#dropped;
  }

  /** @param most items at most @param make builds an item from texts that it has checked */
  read<T extends { readonly evidence: readonly string[] }, R>(
    items: readonly T[],
    most: number,
    make: (item: T, checked: CheckedItem) => R,
  ): R[] {
    return items
      .slice(0, most * 4)
      .flatMap((item) => {
        const ids = [...new Set(item.evidence.slice(0, idsAtMost))]
          .filter((id) => this.#facts.has(id))
          .slice(0, citedAtMost);
        const facts = ids.flatMap((id) => this.#facts.get(id) ?? []);
        const checked = new CheckedItem(facts, citing(ids, this.#sent, this.#t), this.#sent);
        const result = facts.length > 0 ? make(item, checked) : undefined;
        if (result !== undefined && checked.isShown) return [result];
        this.#dropped++;
        return [];
      })
      .slice(0, most);
  }
}

/** The texts of one item, each checked against the evidence that the item cites. */
export class CheckedItem {
  readonly #facts: readonly DigestFact[];
  readonly #citation: Citation;
  readonly #sent: SentEvidence;
  readonly #flagged = new Set<string>();
  #isShown = true;

  constructor(facts: readonly DigestFact[], citation: Citation, sent: SentEvidence) {
    this.#facts = facts;
    this.#citation = citation;
    this.#sent = sent;
  }

  /** False for an item that names something that was never sent, or says nothing. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** Returns the supported part of the main text, or the evidence in its own words. */
  main(text: string, most: number): string {
    const plain = plainText(text, most);
    if (plain === '') this.#isShown = false;
    return this.reason(plain, most);
  }

  /** Returns the supported part of the reason for a tool, or the evidence. */
  reason(text: string, most: number): string {
    const kept = this.#check(plainText(text, most), 'statement', most);
    return kept === '' && this.#facts[0] ? plainText(this.#facts[0].text, textLimits.long) : kept;
  }

  /** Returns the supported part of a secondary text. */
  further(text: string, most: number, field: Field = 'statement'): string {
    return this.#check(plainText(text, most), field, most);
  }

  /** Returns the name of a tool, which is accepted or rejected as a whole. */
  name(text: string, most: number): string {
    const name = this.#check(plainText(text, most), 'tool', most);
    if (name === '') this.#isShown = false;
    return name;
  }

  isAbout(topics: readonly DigestTopic[] | undefined): boolean {
    return topics === undefined || this.#facts.some(({ topic }) => topics.includes(topic));
  }

  grounded() {
    return {
      evidence: this.#facts.map(({ id, text, url }) => ({ id, text, ...(url !== undefined && { url }) })),
      flagged: [...this.#flagged].slice(0, flaggedAtMost),
    };
  }

  #check(plain: string, field: Field, most: number): string {
    const { text, refused, isForeign } = checkText(plain, field, this.#citation);
    if (isForeign) this.#isShown = false;
    for (const one of refused) this.#flagged.add(this.#sent.aliases.restore(one));
    const restored = this.#sent.aliases.restore(text);
    return restored.length > most ? `${restored.slice(0, most - 1)}\u2026` : restored;
  }
}
