import { hourMs } from '../../src/core/time/days.ts';
import type { Problem, Signal, SignalPlace } from '../../src/core/facts/signal.ts';
import { Random } from '../../demo/history/random.ts';
import type { FakeClock } from '../../test/fakes/fakeClock.ts';

type Mode = 'write' | 'read' | 'run' | 'away';

/** The duration of each activity, in seconds, and its frequency. */
const modes: Readonly<Record<Mode, { readonly seconds: readonly [number, number]; readonly weight: number }>> = {
  write: { seconds: [8, 50], weight: 50 },
  read: { seconds: [5, 60], weight: 36 },
  run: { seconds: [8, 40], weight: 6 },
  away: { seconds: [20, 170], weight: 8 },
};

/**
 * An hour at the editor, signal by signal, as the sensors tell it: some 180 keystrokes a minute while writing, a look around every few
 * seconds while reading, saves, problems that come and go, test runs, and pauses.
 * @param accept is given each signal, with the clock standing at its instant
 * @yields the instant after each second, so that deferred work can be done
 */
export function* hourOfWork(clock: FakeClock, accept: (signal: Signal) => void): Generator<number> {
  const random = new Random('an hour of work');
  const weights = Object.fromEntries(Object.entries(modes).map(([mode, { weight }]) => [mode, weight]));
  const end = clock.now() + hourMs;
  for (let round = 0; clock.now() < end; round++) {
    const mode = random.weighted(weights) as Mode;
    const where = placeIn(random);
    accept({ type: 'move', how: 'editor', where });
    const key = `task:${round}`;
    if (mode === 'run') accept({ type: 'runStart', key, source: 'task', group: 'test', name: 'npm: test', where });
    for (let left = random.whole(...modes[mode].seconds); left > 0 && clock.now() < end; left--) {
      yield* second(clock, signalsOf({ random, mode, where }), accept);
    }
    if (mode === 'run') accept({ type: 'runEnd', key, exitCode: Number(random.chance(0.3)) });
    if (mode === 'write') accept({ type: 'save', where });
  }
}

interface Moment {
  readonly random: Random;
  readonly mode: Mode;
  readonly where: SignalPlace;
}

/** Signals that fall into one second. */
function signalsOf({ random, mode, where }: Moment): Signal[] {
  if (mode === 'read') return random.chance(0.4) ? [{ type: 'move', how: 'scroll', where }] : [];
  if (mode !== 'write') return [];
  const signals = Array.from({ length: random.whole(0, 6) }, () => keystroke(random, where));
  if (random.chance(0.06)) signals.push({ type: 'diagnostics', where, problems: problemsIn(random) });
  return signals;
}

function keystroke(random: Random, where: SignalPlace): Signal {
  const provenance = random.chance(0.03) ? 'completed' : 'typed';
  return { type: 'edit', where, provenance, added: Number(random.chance(0.04)), removed: Number(random.chance(0.01)) };
}

function problemsIn(random: Random): Problem[] {
  return Array.from({ length: random.whole(0, 2) }, () => {
    const code = random.pick(['2304', '2322', '2339', '2345', '2532']);
    return {
      severity: 'error',
      reporter: 'ts',
      code,
      message: `Problem ${code} in this line`,
      line: random.whole(1, 300),
    };
  });
}

function placeIn(random: Random): SignalPlace {
  const file = `src/${random.pick(['orders', 'invoices', 'session'])}/${random.pick(['list', 'form', 'store', 'rules'])}.ts`;
  return {
    project: '/home/somebody/code/shop',
    branch: 'feature/add-order',
    language: 'typescript',
    scheme: 'file',
    file,
  };
}

function* second(clock: FakeClock, signals: readonly Signal[], accept: (signal: Signal) => void): Generator<number> {
  const step = 1000 / (signals.length + 1);
  for (const signal of signals) {
    clock.advance(step);
    accept(signal);
  }
  clock.advance(step);
  yield clock.now();
}
