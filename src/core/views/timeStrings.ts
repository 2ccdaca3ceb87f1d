import type { Plural } from './viewStrings.ts';

/** Texts of the panel "Time Entries". */
export interface TimeStrings {
  readonly heading: string;
  readonly timer: TimerStrings;
  readonly gap: GapStrings;
  readonly empty: string;
  readonly emptyHint: string;
  readonly before: string;
  readonly after: string;
  readonly toToday: string;
  /** How long entries ran and how much was measured on a day, and how much of both is the same time. */
  readonly sums: string;
  readonly there: string;
  readonly running: string;
  readonly overlaps: string;
  readonly untitled: string;
  readonly add: string;
  readonly newEntry: string;
  readonly editEntry: string;
  readonly saved: string;
  readonly deleted: string;
  readonly again: string;
  readonly split: string;
  readonly splitNow: string;
  readonly splitAt: string;
  readonly splitInvalid: string;
  readonly duplicate: string;
  readonly duplicated: string;
  readonly mergeSpan: string;
  readonly mergeSum: string;
  readonly merged: string;
  readonly form: EntryFormStrings;
  readonly suggestions: SuggestionStrings;
}

export interface SuggestionStrings {
  readonly heading: Plural;
  readonly hint: string;
  readonly accept: string;
  readonly acceptOf: string;
  readonly rename: string;
  readonly renameOf: string;
  readonly learns: string;
  readonly dismiss: string;
  readonly dismissOf: string;
  readonly dismissed: string;
  readonly rules: string;
  readonly rule: string;
  readonly editRule: string;
  readonly deleteRule: string;
}

export interface TimerStrings {
  readonly what: string;
  readonly placeholder: string;
  readonly start: string;
  readonly stop: string;
  readonly pause: string;
  readonly resume: string;
  readonly since: string;
  readonly paused: string;
  readonly started: string;
  readonly stopped: string;
  readonly recent: string;
}

export interface GapStrings {
  readonly question: string;
  readonly keep: string;
  readonly cut: string;
  readonly split: string;
  readonly answered: string;
}

export interface EntryFormStrings {
  readonly title: string;
  readonly tooLong: string;
  readonly start: string;
  readonly end: string;
  readonly endHint: string;
  readonly timeInvalid: string;
  readonly endInvalid: string;
  readonly endLong: string;
  readonly tags: string;
  readonly tagsHint: string;
  readonly tagsInvalid: Plural;
  readonly note: string;
}
