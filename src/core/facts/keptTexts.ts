/** Which texts of AI tools' sessions are kept: none, prompts, or prompts, answers, and code changes. */
export const keptTextChoices = ['off', 'prompts', 'all'] as const;
export type KeptTextChoice = (typeof keptTextChoices)[number];

/** A prompt, an answer, or a change of a file in a session of an AI tool, as it is kept on this machine. */
export interface KeptText {
  /** The same for every copy of it, over all logs. */
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly by: 'prompt' | 'answer' | 'change';
  /** At most `longestKeptText` UTF-16 units: the beginning. Secrets are replaced. */
  readonly text: string;
  /** UTF-16 units of the whole. */
  readonly length: number;
  /** The file of a change, as the tool names it. */
  readonly file?: string;
}

/** The kept texts of one session. */
export interface SessionTexts {
  /** The id of the session's record. */
  readonly session: string;
  /** The working folder; never empty, since texts without one can't be excluded or erased by project. */
  readonly project: string;
  readonly texts: readonly KeptText[];
}

/** UTF-16 units of one text. */
export const longestKeptText = 8_000;
/** UTF-16 units of all texts of one session; the oldest are dropped. */
export const mostOfSession = 1_000_000;
/** UTF-16 units of all texts; the oldest are dropped. */
export const mostOfAll = 20_000_000;
