import type { Fact, SpanFact } from '../../../src/core/facts/facts.ts';
import type {
  EditSignal,
  FocusSignal,
  MoveSignal,
  Problem,
  Signal,
  SignalPlace,
} from '../../../src/core/facts/signal.ts';
import { Tracker } from '../../../src/tracking/tracker.ts';
import type { TrackerOptions } from '../../../src/tracking/trackerOptions.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

export const fileA: SignalPlace = {
  project: '/p',
  file: 'a.ts',
  language: 'typescript',
  branch: 'main',
  scheme: 'file',
};
export const fileB: SignalPlace = { ...fileA, file: 'b.ts' };

/** A tracker with a fake clock, and every fact it appended. */
export function startTracker(options: Partial<TrackerOptions> = {}) {
  const clock = new FakeClock();
  const facts: Fact[] = [];
  let number = 0;
  const writer = { nextId: () => `w:${++number}`, append: (fact: Fact) => void facts.push(fact) };
  const tracker = new Tracker({ clock, writer, ...options });
  const accept = (...signals: Signal[]) => signals.forEach((signal) => tracker.accept(signal));
  return { clock, facts, tracker, accept, spans: () => lastById(facts, 'span') };
}

/** The last version of each fact of a type, in the order in which they were begun. */
export function lastById<T extends Fact['type']>(facts: readonly Fact[], type: T): Extract<Fact, { type: T }>[] {
  const byId = new Map<string, Fact>();
  for (const fact of facts) if (fact.type === type) byId.set(fact.id, fact);
  return [...byId.values()] as Extract<Fact, { type: T }>[];
}

/** Length of a union of intervals. */
export function unionLength(spans: readonly Pick<SpanFact, 'start' | 'end'>[]): number {
  let total = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    total += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return total;
}

export function edit(where: SignalPlace = fileA, change: Partial<EditSignal> = {}): EditSignal {
  return { type: 'edit', where, provenance: 'typed', added: 0, removed: 0, ...change };
}

export function move(where: SignalPlace = fileA, how: MoveSignal['how'] = 'cursor'): MoveSignal {
  return { type: 'move', how, where };
}

export function focus(focused: boolean, active = true, where: SignalPlace = fileA): FocusSignal {
  return { type: 'focus', focused, active, where };
}

export function problem(line: number, message = 'broken'): Problem {
  return { severity: 'error', reporter: 'ts', code: '2345', message, line };
}
