import type { Day } from '../time/days.ts';

/** Topics of a digest's facts. */
export const digestTopics = [
  'total',
  'project',
  'language',
  'kind',
  'hour',
  'focus',
  'switching',
  'error',
  'file',
  'run',
  'branch',
  'review',
  'github',
  'plan',
  'estimate',
  'week',
  'external',
] as const;
export type DigestTopic = (typeof digestTopics)[number];

/** Names that are the user's own: they pass the setting `daymark.ai.names` before they leave the machine. */
export const privateNames = ['project', 'file', 'branch', 'run', 'task', 'message'] as const;
export type PrivateName = (typeof privateNames)[number];

/**
 * One measured fact. `text` says it to the person, `values` to a machine; both state the same numbers. The unit of a value is the
 * end of its name: `Minutes`, `Days`, `Share` (0 to 1), `PerHour`, `Hour` (0 to 23, local); a plain name is a count.
 */
export interface DigestFact {
  /** Stable while it is about the same thing; holds names, so it is never sent as it is. */
  readonly id: string;
  readonly topic: DigestTopic;
  /** Weight, 0 to 100; the digest is in this order and cut at its end. */
  readonly weight: number;
  readonly names: Partial<Record<PrivateName, string>>;
  /** Words such as a language, an error code, the kind of a run. Those that tools choose pass `isPublicLabel` before they leave. */
  readonly labels: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, number>>;
  readonly text: string;
  /** Text by someone else, such as the answer of an MCP server: it is sent as it is, and supports no statement. */
  readonly quote?: string;
  /** Its page, for what is elsewhere; stays here as the text does. */
  readonly url?: string;
}

/** Measured facts of the days `from` to `to`, most telling first. The same rows give the same digest. */
export interface Digest {
  readonly from: Day;
  readonly to: Day;
  /** Days in it on which somebody worked. */
  readonly workdays: number;
  readonly facts: readonly DigestFact[];
}
