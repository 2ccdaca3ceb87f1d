import type { Digest, DigestFact, PrivateName } from '../core/insights/digest.ts';
import { labelKinds } from '../core/insights/publicLabels.ts';
import type { NameAliases } from './aliases.ts';
import type { SentFact as CitedFact } from './claims/citing.ts';
import { groundOf } from './claims/ground.ts';
import { estimateTokens } from './tokens.ts';

/** Tokens of a digest at most, by our estimate. */
export const digestTokens = 6000;

/** A fact as it is sent: its id there, its topic, and everything that is known of it. */
type SentFact = readonly [id: string, topic: string, about: Readonly<Record<string, string | number>>];

/** A digest made ready to be sent. */
export interface DigestPayload {
  /** Compact; the same bytes for the same digest and the same way with names. */
  readonly content: {
    readonly from: string;
    readonly to: string;
    readonly workdays: number;
    readonly facts: SentFact[];
  };
  /** The facts by the id that was sent. */
  readonly sent: ReadonlyMap<string, DigestFact>;
  readonly tokens: number;
  /** Facts that were left out for size. */
  readonly left: number;
}

/**
 * Returns as much of a digest as fits, the most relevant facts first.
 * @param sentBefore facts sent before, by id, with their fingerprint: unchanged ones are omitted
 */
export function digestPayload(
  { from, to, workdays, facts }: Digest,
  aliases: NameAliases,
  { sentBefore = {}, most = digestTokens }: { sentBefore?: Readonly<Record<string, string>>; most?: number } = {},
): DigestPayload {
  const fresh = facts.filter((fact) => sentBefore[fact.id] !== fingerprintOf(fact));
  const sent = new Map<string, DigestFact>();
  const list: SentFact[] = [];
  let tokens = estimateTokens(JSON.stringify({ from, to, workdays, facts: [] }));
  for (const fact of fresh) {
    const id = `e${sent.size + 1}`;
    const quote = fact.quote === undefined ? {} : { quote: fact.quote };
    const about = { ...namesOf(fact, aliases), ...labelsOf(fact, aliases), ...fact.values, ...quote };
    const line: SentFact = [id, fact.topic, about];
    const size = estimateTokens(`${JSON.stringify(line)},`);
    if (tokens + size > most) break;
    tokens += size;
    sent.set(id, fact);
    list.push(line);
  }
  return { content: { from, to, workdays, facts: list }, sent, tokens, left: fresh.length - list.length };
}

/** The names of a fact as they are sent. */
export function namesOf({ names }: DigestFact, aliases: NameAliases): Record<string, string> {
  const entries = Object.entries(names) as [PrivateName, string][];
  return Object.fromEntries(
    entries.flatMap(([kind, name]) => {
      const alias = aliases.of(kind, name);
      return alias === undefined ? [] : [[kind, alias] as const];
    }),
  );
}

/** The words of a fact as they are sent: a language, reporter or code that isn't public is treated as a name. */
export function labelsOf({ labels }: DigestFact, aliases: NameAliases): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, word]) => {
      const kind = labelKinds.find((one) => one === key);
      const label = kind ? aliases.label(kind, word, labels['reporter']) : word;
      return label === undefined ? [] : [[key, label] as const];
    }),
  );
}

/** Returns the facts of a payload by the id that was sent, to check a model's statements against. */
export function sentFacts(sent: DigestPayload['sent'], aliases: NameAliases): Map<string, CitedFact> {
  return new Map(
    [...sent].map(([id, fact]) => {
      const asSent = [...Object.values(namesOf(fact, aliases)), ...Object.values(labelsOf(fact, aliases))];
      return [id, { ground: groundOf(fact), asSent }];
    }),
  );
}

/** Detects changes of a fact: its numbers and words. */
export function fingerprintOf({ values, labels }: DigestFact): string {
  return JSON.stringify([values, labels]);
}
