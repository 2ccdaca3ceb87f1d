import type * as z from 'zod';
import type { Transport } from '../core/operations/operation.ts';
import type { actions } from './actions.ts';
import type { queries } from './queries.ts';

/** The types of what the view may call. The view imports only these; definitions and schemas stay in the host. */

type Lists = typeof queries & typeof actions;
type Definition<N extends keyof Lists> = Awaited<ReturnType<Lists[N]>>;
interface Schemas {
  readonly params: z.ZodType;
  readonly result: z.ZodType;
  readonly transports: readonly Transport[];
}
type OfView = {
  [N in keyof Lists]: Definition<N> extends Schemas
    ? 'view' extends Definition<N>['transports'][number]
      ? N
      : never
    : never;
};

/** The operations that are offered to the view. */
export type Method = OfView[keyof Lists];
type CallableDefinition<M extends Method> = Extract<Definition<M>, Schemas>;
export type Params<M extends Method> = z.input<CallableDefinition<M>['params']>;
export type Result<M extends Method> = z.output<CallableDefinition<M>['result']>;
/** Answers to calls, by their names. */
export type Handlers = { [M in Method]: (params: z.output<CallableDefinition<M>['params']>) => Promise<Result<M>> };

export type { ActivityInput } from '../planning/activityInput.ts';
export type { BlockView } from '../planning/blocks/blockQueries.ts';
export type { CalendarDayView, CalendarEventView } from '../planning/calendar/calendarViews.ts';
export type { GoalInput } from '../habits/goals.ts';
export type { GoalsView, GoalView } from '../habits/goalViews.ts';
export type { SuggestionsView } from '../planning/time/suggestions.ts';
export type { DayEntriesView, EntryView, TimersView } from '../planning/time/timeViews.ts';
export type { TaskPage, TaskView } from '../planning/tasks/taskViews.ts';
export type { TaskInput } from '../planning/taskInput.ts';

export type AgentDayView = Result<'agents.day'>;
export type AgentResultsView = Result<'agents.results'>;
export type AgentRunView = Result<'agents.runs'>['runs'][number];
export type LiveAgentView = Result<'agents.live'>['agents'][number];

/** View to host. */
export interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}
