import * as z from 'zod';
import { minuteMs } from '../../core/time/days.ts';
import type { LiveAgent } from '../live.ts';
import { liveStates } from '../liveState.ts';
import { signalingTools, type LiveSignal } from './liveSignals.ts';
import { sessionKey } from './telemetryCalls.ts';

const instant = z.number().int().min(0).max(1e13);

/** Last reported activity of a session. */
const sessionState = z.object({
  tool: z.enum(signalingTools),
  state: z.enum(liveStates),
  /** Since when it does that, and when it last gave a sign, in ms since the epoch. */
  since: instant,
  seen: instant,
  neverAsks: z.boolean(),
});
type SessionState = z.output<typeof sessionState>;

/** Sessions by a hash of their id. */
export const sessionStates = z.record(z.string(), sessionState);
export type SessionStates = z.output<typeof sessionStates>;

/** Signs that are older when they arrive say nothing of now. */
const latestMs = 10 * minuteMs;
/** Clocks of one machine agree; this much is allowed for one that was set back. */
const aheadMs = minuteMs;
/** An agent at work gives a sign more often than this, unless a tool takes long or its process was killed. */
const silentMs = 10 * minuteMs;
/** Nothing says that a program has ended. */
const shownMs = 30 * minuteMs;
const mostSessions = 100;

/** Returns the states after some signals; the same object if nothing has changed. In any order of requests, a later sign wins. */
export function withSignals(states: SessionStates, signals: readonly LiveSignal[], now: number): SessionStates {
  const next: Record<string, SessionState> = { ...states };
  for (const signal of signals.toSorted((a, b) => a.at - b.at)) {
    if (signal.at > now + aheadMs || signal.at < now - latestMs) continue;
    const key = sessionKey(signal.tool, signal.session);
    const session = after(next[key], signal);
    if (session) next[key] = session;
  }
  const kept = Object.entries(next)
    .filter(([, { seen }]) => seen > now - shownMs)
    .toSorted(([, a], [, b]) => b.seen - a.seen)
    .slice(0, mostSessions);
  const isSame = kept.length === Object.keys(states).length && kept.every(([key, one]) => states[key] === one);
  return isSame ? states : Object.fromEntries(kept);
}

function after(known: SessionState | undefined, { tool, at, sign }: LiveSignal): SessionState | undefined {
  if (sign === 'neverAsks') {
    const begun = known ?? { tool, state: 'unknown' as const, since: at, seen: at };
    return { ...begun, neverAsks: true };
  }
  if (known && at < known.seen) return undefined;
  const { neverAsks = false, state: before, since = at } = known ?? {};
  const state = stateAfter(sign, neverAsks, before);
  return { tool, state, neverAsks, seen: at, since: state === before ? since : at };
}

function stateAfter(
  sign: Exclude<LiveSignal['sign'], 'neverAsks'>,
  neverAsks: boolean,
  before: SessionState['state'] | undefined,
): SessionState['state'] {
  switch (sign) {
    case 'answered':
      // It has finished, or asks for a permission: either way, it waits for its user.
      return neverAsks ? 'done' : 'waiting';
    case 'unclear':
      return 'unknown';
    case 'ended':
      return before === 'failed' ? 'failed' : 'done';
    case 'working':
    case 'failed':
      return sign;
  }
}

/** Returns the agents as they can be shown: without a folder, and of unknown state after a silence. */
export function signaledAgents(states: SessionStates, now: number): LiveAgent[] {
  return Object.entries(states)
    .filter(([, { seen }]) => seen > now - shownMs)
    .map(([key, { tool, state, since, seen }]): LiveAgent => {
      const isSilent = state === 'working' && seen <= now - silentMs;
      return { id: `told:${key}`, tool, folder: '', state: isSilent ? 'unknown' : state, since };
    });
}
