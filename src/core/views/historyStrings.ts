import type { Grouping, TopOf } from './history.ts';
import type { Plural } from './viewStrings.ts';

/** Texts of what looks back over days; as in viewStrings.ts. */
export interface HistoryStrings {
  readonly range: string;
  /** By the number of days. */
  readonly ranges: Readonly<Record<string, string>>;
  readonly rest: string;
  readonly none: Readonly<Record<Grouping, string>>;
  readonly nothing: string;
  readonly openDay: string;
}

export interface TimelineStrings {
  readonly heading: string;
  readonly chart: string;
  readonly chartOf: string;
  readonly block: string;
  readonly gap: string;
  readonly empty: string;
  readonly nothing: string;
  readonly legend: string;
  readonly lanes: Readonly<Record<'work' | 'meetings' | 'runs' | 'commits' | 'github', string>>;
  readonly outcomes: Readonly<Record<'passed' | 'failed' | 'running' | 'unknown', string>>;
  readonly columns: Readonly<Record<'time' | 'what' | 'duration', string>>;
  readonly zoom: Readonly<Record<'group' | 'in' | 'out' | 'earlier' | 'later' | 'whole', string>>;
  readonly before: string;
  readonly after: string;
  readonly backToToday: string;
  readonly score: string;
  readonly hint: string;
  readonly openHint: string;
  readonly waits: Readonly<Record<'name' | 'ci' | 'review' | 'note', string>>;
}

export interface HeatMapStrings {
  readonly heading: string;
  readonly chart: string;
  readonly table: string;
  readonly hour: string;
  readonly best: string;
  readonly fullest: string;
  readonly mean: string;
  readonly cell: string;
  readonly empty: string;
}

export interface CalendarStrings {
  readonly heading: string;
  readonly chart: string;
  readonly table: string;
  readonly cell: string;
  readonly sum: Plural;
  readonly month: string;
  readonly daysWorked: string;
  readonly fullest: string;
  readonly empty: string;
}

export interface TopStrings {
  readonly heading: string;
  readonly lists: Readonly<Record<TopOf, string>>;
  readonly none: Readonly<Record<TopOf, string>>;
  readonly open: string;
  readonly moreDays: Plural;
  readonly empty: string;
}
