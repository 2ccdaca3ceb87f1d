import { createHash } from 'node:crypto';
import * as z from 'zod';
import { ownValue } from '../../core/base/ownValue.ts';
import { HttpProblem } from '../http/problem.ts';
import type { HubAnswer, HubRequest } from '../http/router.ts';
import type { HubStore } from '../hubStore.ts';
import { totalOf } from './total.ts';

/** Fields that are read of the answer of `goals.get`. Values and targets are minutes where time is measured. */
const answered = z.object({
  goals: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      measure: z.string(),
      direction: z.enum(['atLeast', 'atMost']),
      target: z.number(),
      period: z.enum(['day', 'week', 'month']),
      now: z.object({ target: z.number() }).optional(),
      recent: z.array(z.object({ from: z.string(), to: z.string(), value: z.number(), outcome: z.string() })),
    }),
  ),
});
type AnsweredGoal = z.infer<typeof answered>['goals'][number];

/** WakaTime has goals of time only. */
const times: readonly string[] = ['time', 'project', 'language', 'kind', 'category'];

/** WakaTime's words for the outcome of a period; any other is `ignored`. */
const statuses: Readonly<Record<string, string>> = { met: 'success', missed: 'fail', open: 'pending' };

/** The goals of time, as WakaTime's clients read them: https://wakatime.com/developers#goals */
export class WakaTimeGoals {
  readonly #store: Pick<HubStore, 'operate'>;

  constructor(store: Pick<HubStore, 'operate'>) {
    this.#store = store;
  }

  async all(request: HubRequest): Promise<HubAnswer> {
    const data = await this.#goals(request);
    return { status: 200, body: { data, total: data.length, total_pages: 1 } };
  }

  /** @throws HttpProblem 404 for an unknown goal */
  async one(request: HubRequest): Promise<HubAnswer> {
    const goalId = request.params['goal'] ?? '';
    const data = (await this.#goals(request)).find(({ id }) => id === goalId.toLowerCase());
    if (!data) throw new HttpProblem(404, 'There is no time goal with this id. See the list of goals.');
    return { status: 200, body: { data } };
  }

  async #goals({ token }: HubRequest): Promise<ReturnType<typeof goalOf>[]> {
    const names = token?.scopes.includes('names') ?? false;
    const result = await this.#store.operate({ operation: 'goals.get', params: {}, names });
    return answered
      .parse(result)
      .goals.filter(({ measure }) => times.includes(measure))
      .map(goalOf);
  }
}

function goalOf(goal: AnsweredGoal) {
  const { id, title, direction, target, period, recent, now } = goal;
  const chart = recent.map(({ from, to, value, outcome }, i) => {
    const wanted = (i === recent.length - 1 ? now?.target : undefined) ?? target;
    const [actual, goalTime] = [totalOf(value * 60_000), totalOf(wanted * 60_000)];
    const status = ownValue(statuses, outcome) ?? 'ignored';
    return {
      actual_seconds: actual.total_seconds,
      actual_seconds_text: actual.text,
      // wakatime-cli takes no fractions here.
      goal_seconds: Math.round(goalTime.total_seconds),
      goal_seconds_text: goalTime.text,
      range: { date: from, start: `${from}T00:00:00Z`, end: `${to}T23:59:59Z`, text: from, timezone: 'UTC' },
      range_status: status,
      range_status_reason: `${actual.text} of ${goalTime.text}`,
      range_status_reason_short: `${actual.text} of ${goalTime.text}`,
    };
  });
  return {
    id: uuidOf(id),
    title,
    type: 'coding',
    delta: period,
    seconds: target * 60,
    is_inverse: direction === 'atMost',
    is_enabled: true,
    is_snoozed: false,
    status: chart.at(-1)?.range_status ?? 'pending',
    status_percent_calculated: 100,
    chart_data: chart,
  };
}

/** An id in the form of a UUID of version 4, without which wakatime-cli asks for no goal. */
function uuidOf(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
