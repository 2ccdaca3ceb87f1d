import { setImmediate as nextTurn } from 'node:timers/promises';
import { dayCollections, LiveDay } from '../analytics/liveDay.ts';
import type { Rows } from '../analytics/rows.ts';
import { collections as documents } from '../core/facts/facts.ts';
import type { Sealer } from '../core/facts/sealer.ts';
import { rangeAround, type Day, type TimeRange } from '../core/time/days.ts';
import { focusCollections } from '../habits/focus/focusText.ts';
import { timerCollections } from '../planning/time/timerText.ts';
import { openDiagnosticMs, openRunMs } from '../storage/facts/openEnds.ts';
import { JournalTail } from '../storage/today/journalTail.ts';
import { isContained, mergedSpan, type ObservedFact, type SpanGrowth } from '../storage/today/observedFacts.ts';
import { readToday } from '../storage/today/readToday.ts';
import type { StoredToday, TodayContent } from './worker/protocol.ts';

/** Lines that are taken in one turn of the event loop, in a few ms where the code runs for the first time. */
const linesAtOnce = 50;

/** The collections whose records decide whether something is there. */
const decidedBy: Readonly<Record<keyof TodayContent['idle'], readonly string[]>> = {
  timer: Object.values(timerCollections),
  focus: Object.values(focusCollections),
  goals: ['goals'],
};

/** Folder of the data. */
interface DataFolder {
  readonly folder: string;
  readonly sealer: Sealer;
}

/** Content of the journals: nothing but observed facts, or also changes of records; `unknown` if only the store can tell. */
export type CatchUpResult = 'observed' | 'records' | 'unknown';

/** The facts of one day, kept up without SQLite as long as the journals suffice for it. */
export class LiveToday {
  readonly day: Day;
  readonly facts: LiveDay;
  readonly #range: TimeRange;
  readonly #tail: JournalTail | undefined;
  #idle: TodayContent['idle'];
  readonly #demo: boolean;

  constructor(day: Day, { rows, demo, idle, basis }: StoredToday, from: DataFolder) {
    this.day = day;
    this.facts = new LiveDay(rows);
    this.#range = rangeAround(day, day);
    this.#tail = basis && new JournalTail({ ...from, basis });
    this.#idle = idle;
    this.#demo = demo;
  }

  get demo(): boolean {
    return this.#demo || this.#tail?.isDemo === true;
  }

  /** False for what may be there. */
  get idle(): TodayContent['idle'] {
    return this.#idle;
  }

  /** A record was changed: what it decides about has to be asked. */
  forgetIdle(collection: string): void {
    const isSure = (what: keyof TodayContent['idle']): boolean =>
      this.#idle[what] && !decidedBy[what].includes(collection);
    this.#idle = { timer: isSure('timer'), focus: isSure('focus'), goals: isSure('goals') };
  }

  /** Takes in what all windows wrote since. */
  async catchUp(): Promise<CatchUpResult> {
    const lines = await this.#tail?.read();
    if (!lines) return 'unknown';
    let result: CatchUpResult = 'observed';
    for (const [i, line] of lines.entries()) {
      if (i > 0 && i % linesAtOnce === 0) await nextTurn();
      if (line.type === 'other') {
        if (line.collection === undefined || countsInDay(line.collection)) return 'unknown';
        // Such as a commit, or what caused problems.
        if (documents.some((name) => name === line.collection)) continue;
        this.forgetIdle(line.collection);
        result = 'records';
      } else {
        const next = lines[i + 1];
        // Someone who types leaves a line each second.
        if (line.type === 'growth' && next?.type === 'growth' && isContained(line, next)) continue;
        if (!this.#take(line)) return 'unknown';
      }
    }
    return result;
  }

  /** @returns false for a span that has to be in the store, and isn't here */
  #take(fact: ObservedFact | SpanGrowth): boolean {
    if (fact.type === 'span' || fact.type === 'growth') {
      const known = this.facts.span(fact.id);
      if (known) this.facts.apply(mergedSpan(known, fact));
      else if (isNear(fact, this.#range)) {
        if (fact.type === 'growth') return false;
        this.facts.apply(fact);
      }
    } else if (isNear(fact, this.#range)) this.facts.apply(fact);
    return true;
  }
}

/** Reads the copy that the store left, and what was written since; undefined when the store has to be asked. Rejects with nothing. */
export async function openLiveToday(
  of: { readonly version: string; readonly day: Day },
  from: DataFolder,
): Promise<LiveToday | undefined> {
  try {
    const copy = await readToday(from.folder, from.sealer, of);
    if (!copy) return undefined;
    const content = copy.content as TodayContent;
    const live = new LiveToday(of.day, { ...content, rows: withInfinity(content.rows), basis: copy.basis }, from);
    return (await live.catchUp()) === 'unknown' ? undefined : live;
  } catch {
    // Something else has such a name.
    return undefined;
  }
}

/** JSON has no infinity: the end of a review that still waits. */
function withInfinity({ collaboration, ...rows }: Rows): Rows {
  if (!collaboration) return rows;
  const waits = collaboration.waits.map(({ from, to }) => ({ from, to: (to as number | null) ?? Infinity }));
  return { ...rows, collaboration: { ...collaboration, waits } };
}

/** Documents of GitHub, and records that are part of a day. */
function countsInDay(collection: string): boolean {
  return collection === 'github' || dayCollections.includes(collection);
}

/** Returns true if the store would return the fact for the range. */
function isNear(fact: ObservedFact | SpanGrowth, { from, to }: TimeRange): boolean {
  switch (fact.type) {
    case 'span':
    case 'growth':
      return fact.start < to && fact.end >= from;
    case 'run':
      return fact.start < to && (fact.end ?? fact.start + openRunMs) >= from;
    case 'diagnostic':
      return fact.introduced < to && (fact.fixed ?? fact.introduced + openDiagnosticMs) >= from;
    case 'state':
      return fact.at >= from && fact.at < to;
  }
}
