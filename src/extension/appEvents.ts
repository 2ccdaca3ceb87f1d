import type { Disposable, Event } from '../core/base/event.ts';
import { lazyEvent } from '../core/base/lazyEvent.ts';
import { event, eventOf, type AppEvent } from '../core/events/appEvents.ts';
import { minuteMs } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import { agentWaits } from './agentWaits.ts';
import { perWindow } from './perWindow.ts';
import type { Services } from './services.ts';

/** The interval at which goals and the day are checked while there are listeners, in ms. */
const lookEveryMs = 5 * 60_000;
/** Key of the stored last day that was noticed, so that a day that ends while VS Code is closed is not missed. */
const dayKey = 'events.lastDay';

/**
 * Events that this window notices: facts that it records itself, agents that wait, goals that are reached, and days that end. Costs nothing without
 * listeners.
 */
export const appEvents = perWindow((services: Services): Event<AppEvent> => lazyEvent((tell) => watch(services, tell)));

function watch(services: Services, tell: (event: AppEvent) => void): Disposable {
  const { clock, recorder, log } = services;
  const recorded = recorder.onDidRecord((fact) => {
    const found = eventOf(fact, clock.now());
    if (found) tell(found);
  });
  const waits = agentWaits(services).event(tell);
  const reached = new Set<string>();
  let next: Disposable | undefined;
  let isFirst = true;
  const look = async (): Promise<void> => {
    for (const one of await metGoals(services)) {
      // Goals reached before there was a listener are not news.
      if (!reached.has(one.id) && !isFirst) tell(one);
      reached.add(one.id);
    }
    isFirst = false;
    const finished = await finishedDay(services);
    if (finished) tell(finished);
  };
  const lookAgain = (): void => {
    look()
      .catch(() => log.debug('goals and the day could not be looked at'))
      .finally(() => {
        if (next !== undefined) next = clock.after(lookEveryMs, lookAgain);
      });
  };
  next = clock.after(0, lookAgain);
  return {
    dispose: () => {
      recorded.dispose();
      waits.dispose();
      next?.dispose();
      next = undefined;
    },
  };
}

/** Returns the goals that are met in the current period. A limit is only met when its period is over, so it is never included. */
async function metGoals({ read, clock }: Services): Promise<AppEvent[]> {
  const { goals } = await read('goals.get', { archived: false });
  return goals.flatMap(({ id, title, direction, now, recent }) => {
    if (direction !== 'atLeast' || now?.outcome !== 'met') return [];
    const data = { goal: id, value: now.value, target: now.target };
    return event('goal.reached', `${id}:${recent.at(-1)?.from ?? ''}`, { at: clock.now(), data, names: { title } });
  });
}

/** Returns the previous day once a new one has begun since the last call. */
async function finishedDay({ context, read, clock, readOptions }: Services): Promise<AppEvent | undefined> {
  const today = presentDay(readOptions());
  const last = context.globalState.get<string>(dayKey);
  if (last === today) return undefined;
  await context.globalState.update(dayKey, today);
  if (last === undefined || last > today) return undefined;
  const { totalMs } = await read('day.get', { day: last });
  return event('day.finished', last, { at: clock.now(), data: { day: last, minutes: Math.round(totalMs / minuteMs) } });
}
