import { durationInWords } from '../../core/base/format.ts';
import type { Translate } from '../../core/base/translate.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { NameAliases } from '../aliases.ts';
import { citationOf } from './gate.ts';
import type { Citation } from './gate.ts';
import { wordsIn } from './ground.ts';
import type { Ground } from './ground.ts';

/** A fact as it was sent: its measurement, and its names and words in the sent form. */
export interface SentFact {
  readonly ground: Ground;
  readonly asSent: readonly string[];
}

/** Everything that a question sent, by id. */
export interface SentEvidence {
  readonly facts: ReadonlyMap<string, SentFact>;
  readonly aliases: NameAliases;
  /** Text that needs no citation, such as the user's own preferences. */
  readonly common?: readonly Ground[];
  /** Days that the digest is about. */
  readonly days?: number;
}

/** Finds what an item may say that cites some of the sent facts. */
export function citing(
  ids: readonly string[],
  { facts, aliases, common = [], days }: SentEvidence,
  t: Translate,
): Citation {
  const cited = ids.flatMap((id) => facts.get(id) ?? []);
  const grounds = [...cited.map(({ ground }) => ground), ...common];
  const isCited = (id: string): boolean => ids.includes(id) && facts.has(id);
  return citationOf(grounds, {
    names: { cited: namesIn(cited), sent: new Set([...aliases.given, ...namesIn(facts.values())]) },
    isCited,
    valueOf: (id, key) => (isCited(id) ? valueIn(facts.get(id)?.ground, key, t) : undefined),
    ...(days !== undefined && { days }),
  });
}

function namesIn(facts: Iterable<SentFact>): Set<string> {
  return new Set([...facts].flatMap(({ asSent }) => asSent));
}

/** A value in words, with its unit. */
function valueIn(ground: Ground | undefined, key: string, t: Translate): string | undefined {
  const values = ground?.values ?? {};
  const value = Object.hasOwn(values, key) ? values[key] : undefined;
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const words = wordsIn(key);
  const last = words.at(-1);
  if (last === 'minutes') return Number.isInteger(value) ? durationInWords(value * minuteMs, t) : t('{0} min', value);
  if (last === 'hours') return t('{0} h', value);
  if (last === 'share') return t('{0} %', Math.round(value * 100));
  if (last === 'hour' && !words.includes('per')) return `${String(value).padStart(2, '0')}:00`;
  return String(value);
}
