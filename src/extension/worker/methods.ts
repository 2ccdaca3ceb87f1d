import { readDigest } from '../../analytics/digest/digest.ts';
import { readFeed } from '../../analytics/feed.ts';
import { History } from '../../analytics/history/history.ts';
import { overviewOf } from '../../analytics/overview.ts';
import { PastDays } from '../../analytics/pastDays.ts';
import { readPlanInputs } from '../../analytics/planInputs.ts';
import { previewOf } from '../../analytics/recompute/preview.ts';
import { readRows } from '../../analytics/rows.ts';
import { weekSummaryOf } from '../../analytics/weekSummary.ts';
import type { Context } from '../../analytics/context.ts';
import { addDays, dayOf, type Day } from '../../core/time/days.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { Translate } from '../../core/base/translate.ts';
import type { Store } from '../../storage/store.ts';
import { dataMethods } from './dataMethods.ts';
import { historyMethods } from './historyMethods.ts';
import { explained } from './explained.ts';
import { pastPlan, shownPlan, storedPlan } from './planMethods.ts';
import type { ReadOptions, StoredDashboard, WorkerApi } from './protocol.ts';

const feedLength = 50;

/**
 * Where the store meets the analytics: each method takes in what is new, and gives the meaning of the rows, so that only results
 * cross to the host.
 */
export function workerMethods(store: Store, t: Translate): WorkerApi {
  const history = new History();
  const reading = readingOf(store, t, new PastDays());
  return {
    dashboard: (options) => dashboardOf(reading(options)),
    today: (options) => {
      const { reader, context } = reading(options);
      const day = todayOf(context);
      return { rows: readRows(reader, day, day), demo: reader.isDemo() };
    },
    feed: ({ before, limit, filter, ...options }) => {
      const { reader, context } = reading(options);
      return readFeed(reader, { before, limit, filter }, context);
    },
    planInputs: ({ day, ...options }) => {
      const { reader, context } = reading(options);
      return readPlanInputs(reader, day, context);
    },
    digest: ({ days, ...options }) => {
      const { reader, context } = reading(options);
      return readDigest(reader, days, context);
    },
    explain: ({ figure, ...options }) => {
      const { reader, context } = reading(options);
      return explained(reader, figure, context);
    },
    previewRules: ({ next, ...options }) => {
      const { reader, context } = reading(options);
      return previewOf(reader, context, { old: context.rules, next });
    },
    ...historyMethods(history, reading),
    documents: ({ collection, from, to }) => (store.refresh(), store.documents(collection, { from, to })),
    document: ({ id }) => (store.refresh(), store.document(id)),
    documentRevs: ({ ids }) => (store.refresh(), revsOf(store, ids)),
    plan: ({ day }) => (store.refresh(), storedPlan(store, day)),
    pastPlan: (options) => {
      const { reader, context } = reading(options);
      return pastPlan(reader, context);
    },
    weekSummary: ({ day, ...options }) => {
      const { reader, context } = reading(options);
      return weekSummaryOf(reader, day, context);
    },
    planTask: ({ id }) => (store.refresh(), store.planTask(id)),
    activity: ({ id }) => (store.refresh(), store.activity(id)),
    checkpoint: () => (store.refresh(), { ...store.checkpoint(), folder: store.health().folder }),
    reseal: () => (store.refresh(), store.reseal()),
    health: () => (store.refresh(), store.health()),
    ...dataMethods(store),
  };
}

function revsOf(reader: ActivityReader, ids: readonly string[]): [string, number][] {
  return ids.flatMap((id): [string, number][] => {
    const document = reader.document(id);
    return document ? [[id, document.rev]] : [];
  });
}

interface Reading {
  readonly reader: ActivityReader;
  readonly context: Context;
  readonly planFor: ReadOptions['planFor'];
  readonly past: PastDays;
}

/** Brings the store up to date before each reading. */
function readingOf(store: Store, t: Translate, past: PastDays): (options: ReadOptions) => Reading {
  return ({ planFor, ...options }) => {
    store.refresh();
    return { reader: store, context: { ...options, t }, planFor, past };
  };
}

function todayOf({ now, offset, rules }: Context): Day {
  return dayOf(now, offset, rules.dayStartsAt);
}

function dashboardOf({ reader, context, planFor, past }: Reading): StoredDashboard {
  const today = todayOf(context);
  const tomorrow = addDays(today, 1);
  return {
    at: context.now,
    offset: context.offset,
    demo: reader.isDemo(),
    firstDay: reader.firstInstant() === undefined,
    ...overviewOf(reader, context, past),
    plan: shownPlan(reader, today, context),
    nextPlan: shownPlan(reader, tomorrow, context),
    planFor: planFor === 'today' ? today : tomorrow,
    feed: readFeed(reader, { before: Number.MAX_SAFE_INTEGER, limit: feedLength }, context),
  };
}
