import type { ActivityKind, Priority, Source } from '../facts/activity.ts';
import type { PlanProvider } from '../facts/facts.ts';
import type { Grouping } from './history.ts';
import type { CalendarStrings, HeatMapStrings, HistoryStrings, TimelineStrings, TopStrings } from './historyStrings.ts';
import type { GoalStrings } from './habitStrings.ts';
import type { LogStrings } from './logStrings.ts';
import type { TimeStrings } from './timeStrings.ts';
import type { TaskListStrings } from './taskStrings.ts';
import type { AiTask, CallOutcome } from '../insights/receipts.ts';
import type { ScoreComponentId, ScoreLevel, SplitPart } from './views.ts';

/**
 * Every text of the view, handed to it by the host in the user's language. `{0}`, `{1}` are places that the view fills; where
 * a number decides the form there is one text for one and one for all others.
 */
export interface ViewStrings {
  readonly common: CommonStrings;
  readonly score: ScoreStrings;
  readonly activity: ActivityStrings;
  readonly timeline: TimelineStrings;
  readonly history: HistoryStrings;
  readonly heatMap: HeatMapStrings;
  readonly calendar: CalendarStrings;
  readonly top: TopStrings;
  readonly plan: PlanStrings;
  readonly goals: GoalStrings;
  readonly time: TimeStrings;
  readonly tasks: TaskListStrings;
  readonly feed: FeedStrings;
  readonly insights: InsightsStrings;
  readonly log: LogStrings;
  readonly kinds: Readonly<Record<ActivityKind, string>>;
  readonly sources: Readonly<Record<Source, string>>;
  readonly priorities: Readonly<Record<Priority, string>>;
  readonly providers: Readonly<Record<PlanProvider, string>>;
}

/** Forms for the number at `{0}`. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}

export interface CommonStrings {
  readonly title: string;
  readonly loading: string;
  readonly failed: string;
  readonly failedHint: string;
  readonly panelFailed: string;
  readonly retry: string;
  readonly lost: string;
  readonly demo: string;
  readonly paused: string;
  readonly pausedAll: string;
  readonly resume: string;
  readonly info: string;
  readonly warning: string;
  readonly error: string;
  readonly save: string;
  readonly cancel: string;
  readonly close: string;
  readonly edit: string;
  readonly delete: string;
  readonly undo: string;
  readonly today: string;
  readonly yesterday: string;
  readonly asTable: string;
  readonly asList: string;
  readonly hideTable: string;
  readonly hideList: string;
  readonly total: string;
  readonly day: string;
  readonly evidence: string;
  readonly settings: string;
  readonly back: string;
}

export interface ScoreStrings {
  readonly heading: string;
  readonly outOf: string;
  readonly daily: string;
  readonly announce: string;
  readonly levels: Readonly<Record<ScoreLevel, string>>;
  readonly firstDay: string;
  readonly none: string;
  readonly trendUp: string;
  readonly trendDown: string;
  readonly trendSame: string;
  readonly trendNone: string;
  readonly sparkline: string;
  readonly noScore: string;
  readonly timeToday: string;
  readonly ofGoal: string;
  readonly goalReached: string;
  readonly machine: string;
  readonly breakdown: string;
  readonly weight: string;
  readonly noData: string;
  readonly leftOut: string;
  readonly components: Readonly<Record<ScoreComponentId, string>>;
  readonly meanings: Readonly<Record<ScoreComponentId, string>>;
  /** Sentences for the measured numbers, each in a place of its own name: `{longestMinutes}`. */
  readonly facts: Readonly<Record<ScoreComponentId, readonly string[]>>;
  /** Why there is no data. */
  readonly missing: Readonly<Record<ScoreComponentId, string>>;
  readonly whyOf: string;
  readonly raise: string;
  readonly raiseNone: string;
  readonly raisePoints: Plural;
  /** As `facts`, with what is missing in them. */
  readonly raiseHow: Readonly<Record<ScoreComponentId, string>>;
  readonly raiseMissing: Readonly<Record<ScoreComponentId, string>>;
  readonly split: string;
  readonly splitParts: Readonly<Record<SplitPart, string>>;
  readonly compare: Readonly<
    Record<'name' | 'week' | 'lastWeek' | 'month' | 'lastMonth' | 'best' | 'from' | 'failed', string>
  >;
}

export interface ActivityStrings {
  readonly heading: string;
  readonly chart: string;
  readonly nothing: string;
  readonly empty: string;
  readonly goal: string;
  readonly legend: string;
  readonly share: string;
  readonly by: string;
  readonly weekly: string;
  readonly chartFailed: string;
  readonly groupings: Readonly<Record<Grouping, string>>;
}

export interface PlanStrings {
  readonly heading: string;
  readonly headingTomorrow: string;
  readonly headingDay: string;
  readonly empty: string;
  readonly emptyToday: string;
  /** Above a plan that was made before anything was measured. */
  readonly starter: string;
  readonly emptyTasks: string;
  readonly generate: string;
  readonly generateAgain: string;
  readonly generating: string;
  readonly replaceAsk: string;
  readonly replaceKeeps: string;
  readonly replace: string;
  readonly keep: string;
  readonly made: Plural;
  readonly progress: string;
  readonly doneOf: string;
  readonly minutesOf: string;
  readonly overCapacity: string;
  readonly capacityWhy: string;
  readonly madeBy: string;
  readonly tasks: string;
  readonly addTask: string;
  readonly added: string;
  readonly newTask: string;
  readonly editTask: string;
  readonly task: string;
  readonly priority: string;
  readonly minutes: string;
  readonly taskEmpty: string;
  readonly taskLong: string;
  readonly minutesInvalid: string;
  readonly drag: string;
  readonly moveUp: string;
  readonly moveDown: string;
  readonly moved: string;
  readonly reorderHint: string;
  readonly deleteAsk: string;
  readonly deleted: string;
  readonly byYou: string;
  readonly start: string;
  readonly stop: string;
  readonly started: string;
  readonly stopped: string;
  readonly running: string;
  readonly actualOf: string;
  readonly link: string;
  readonly linkInvalid: string;
  readonly lastDone: string;
  readonly lastTime: string;
  readonly doneWord: string;
  readonly openWord: string;
  readonly notStarted: string;
  readonly learning: string;
  readonly reflection: string;
  readonly answer: string;
  readonly answerHint: string;
  readonly answerLong: string;
  readonly saving: string;
  readonly saved: string;
  readonly notSaved: string;
}

export interface FeedStrings {
  readonly heading: string;
  readonly empty: string;
  readonly running: string;
  readonly passed: string;
  readonly failed: string;
  readonly errors: Plural;
  readonly more: string;
  readonly end: string;
  readonly filter: string;
  readonly filterOff: string;
  readonly search: string;
  readonly source: string;
  readonly allSources: string;
  readonly project: string;
  readonly allProjects: string;
  readonly nothingFits: string;
  readonly searchedTo: string;
  readonly editItem: string;
  readonly deleteItem: string;
  readonly deleteAsk: string;
  readonly deleted: string;
}

export type InsightsTab = 'bottlenecks' | 'patterns' | 'suggestions';

export interface InsightsStrings {
  readonly heading: string;
  readonly tabs: Readonly<Record<InsightsTab, string>>;
  readonly loading: string;
  readonly never: string;
  readonly none: Readonly<Record<InsightsTab, string>>;
  readonly analyze: string;
  readonly analyzing: string;
  readonly analyzed: string;
  readonly madeBy: string;
  readonly fallback: string;
  readonly dropped: Plural;
  readonly impacts: Readonly<Record<Priority, string>>;
  readonly since: string;
  readonly evidence: string;
  readonly flagged: string;
  readonly muted: Plural;
  readonly analysisOf: string;
  readonly latest: string;
  readonly showSpans: string;
  readonly useful: string;
  readonly notUseful: string;
  readonly addToPlan: string;
  readonly planned: string;
  readonly plannedFor: string;
  readonly byRules: string;
  readonly nextTokens: string;
  readonly nextCost: string;
  readonly nextAtMost: string;
  readonly nextUnpriced: string;
  readonly nextCached: string;
  readonly nextOver: string;
  readonly setKey: string;
  readonly noKey: string;
  readonly today: string;
  readonly receipts: string;
  readonly noReceipts: string;
  readonly receiptsHint: string;
  readonly columns: Readonly<
    Record<'time' | 'what' | 'model' | 'outcome' | 'tokens' | 'cost' | 'duration' | 'payload', string>
  >;
  readonly tasks: Readonly<Record<AiTask, string>>;
  readonly outcomes: Readonly<Record<CallOutcome, string>>;
  readonly unpriced: string;
  readonly showOf: string;
  readonly seconds: string;
}
