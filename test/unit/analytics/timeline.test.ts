import assert from 'node:assert/strict';
import { durationOf } from '../../../src/analytics/segment.ts';
import { machineTimeOf, timelineOf } from '../../../src/analytics/timeline.ts';
import type { RunFact, SpanFact, StateFact } from '../../../src/core/facts/facts.ts';
import { minuteMs } from '../../../src/core/time/days.ts';
import { activity, at, rows, run, shown, span, type GivenRows } from './given.ts';

const rules = { idleLimitMs: 120_000, dayStartsAt: 0 };

function timeline(changes: GivenRows): string[] {
  return shown(timelineOf(rows(changes), rules));
}

describe('the timeline', () => {
  it('fills gaps up to the idle limit, for the span before, and no longer ones', () => {
    const spans = [span(0, 5), span(7, 10, { kind: 'reading' }), span(12.1, 15)];
    assert.deepEqual(timeline({ spans }), ['0-5 coding', '5-7 coding', '7-10 reading', '12.1-15 coding']);
    assert.deepEqual(shown(timelineOf(rows({ spans }), { ...rules, idleLimitMs: 60_000 })), [
      '0-5 coding',
      '7-10 reading',
      '12.1-15 coding',
    ]);
  });

  it('counts two windows side by side once', () => {
    const spans = [span(0, 30, { id: 'w1:1' }), span(10, 40, { id: 'w2:1', project: '/other' })];
    const segments = timelineOf(rows({ spans }), rules);
    assert.equal(durationOf(segments), 40 * 60_000);
    assert.deepEqual(
      segments.map(({ project }) => project),
      ['/home/me/shop', '/other'],
    );
  });

  it('gives an overlap to the better source, and of the same source to the later start', () => {
    assert.deepEqual(timeline({ spans: [span(0, 30), span(10, 20, { source: 'debug', kind: 'debugging' })] }), [
      '0-30 coding',
    ]);
    assert.deepEqual(timeline({ spans: [span(10, 20), span(0, 30, { source: 'debug', kind: 'debugging' })] }), [
      '0-10 debugging',
      '10-20 coding',
      '20-30 debugging',
    ]);
    assert.deepEqual(timeline({ spans: [span(0, 30), span(10, 20, { kind: 'reading' })] }), [
      '0-10 coding',
      '10-20 reading',
      '20-30 coding',
    ]);
  });

  it('fills a gap for the span that ended last, not for the one that began last', () => {
    const spans = [span(0, 30), span(10, 20, { kind: 'reading' }), span(31, 32, { kind: 'reading' })];
    assert.deepEqual(timeline({ spans }).slice(-2), ['30-31 coding', '31-32 reading']);
  });

  it('lets single signs of a person carry time, and changes by nobody none', () => {
    assert.deepEqual(timeline({ spans: [span(0, 0), span(2, 2), span(3, 3)] }), ['0-2 coding', '2-3 coding']);
    assert.deepEqual(timeline({ spans: [span(0, 0, { signals: 0 }), span(1, 1, { signals: 0 })] }), []);
    const spans = [span(0, 5), span(6.5, 6.5, { signals: 0 }), span(8, 9)];
    assert.deepEqual(timeline({ spans }), ['0-5 coding', '8-9 coding']);
  });

  it('counts what was logged only where nothing was observed', () => {
    const activities = [activity(0, 60)];
    assert.deepEqual(timeline({ spans: [span(10, 20), span(21, 30)], activities }), [
      '0-10 meeting',
      '10-20 coding',
      '20-21 coding',
      '21-30 coding',
      '30-60 meeting',
    ]);
  });

  it('takes a logged break out of what else was logged, and out of nothing that was observed', () => {
    const activities = [activity(0, 60), activity(20, 30, { kind: 'break' })];
    assert.deepEqual(timeline({ activities }), ['0-20 meeting', '30-60 meeting']);
    assert.deepEqual(timeline({ activities: [activity(0, 30, { kind: 'break' })], spans: [span(10, 20)] }), [
      '10-20 coding',
    ]);
  });

  it('counts waiting for a run that was started and come back to', () => {
    const spans = [span(0, 5), span(12, 20)];
    assert.deepEqual(timeline({ spans, runs: [run(5, 11)] }), ['0-5 coding', '5-12 testing', '12-20 coding']);
    // Started long before, ended long before the return, still running, longer than anyone waits.
    for (const other of [run(-30, 11), run(5, 9), run(5, undefined)]) {
      assert.deepEqual(timeline({ spans, runs: [other] }), ['0-5 coding', '12-20 coding']);
    }
    assert.deepEqual(timeline({ spans: [span(0, 5), span(22, 23)], runs: [run(5, 21)] }), [
      '0-5 coding',
      '22-23 coding',
    ]);
  });

  it('counts waiting of over five minutes only for who is back within a minute, and none of over ten', () => {
    const wait = (until: number, ended: number, changes = {}): number =>
      timeline({ spans: [span(0, 5), span(until, until + 1)], runs: [run(5, ended, changes)] }).length - 2;
    assert.deepEqual([wait(10, 8), wait(14, 13), wait(14, 12.9), wait(15, 15), wait(15.1, 15.1)], [1, 1, 0, 1, 0]);
    // Lunch inside a build of 14 minutes.
    assert.equal(wait(20, 19), 0);
    // The end of a program that a person ends isn't an end that they waited for.
    assert.equal(wait(10, 10, { source: 'terminal', group: 'other', name: 'less' }), 0);
    assert.equal(wait(10, 10, { name: 'npm run test:watch' }), 0);
    assert.equal(wait(10, 10, { source: 'debug', name: 'stopped' }), 1);
  });

  it('counts waiting for a window that was cut off and came back, up to ten minutes', () => {
    const state = (minute: number, what: StateFact['state'], writer: string): StateFact => {
      return { type: 'state', id: `${writer}:s${minute}`, at: at(minute), offset: 0, state: what };
    };
    const wait = (until: number, states: readonly StateFact[], changes: Partial<SpanFact> = {}): number => {
      const spans = [span(0, 5, { id: 'w1:1' }), span(until, until + 1, { id: 'w2:1', ...changes })];
      return timeline({ spans, states }).length - 2;
    };
    const back = state(11, 'started', 'w2');
    assert.deepEqual([wait(12, [back]), wait(12, []), wait(13.1, [back])], [1, 0, 0]);
    // It was closed; it is still there; another project.
    assert.equal(wait(12, [state(5, 'stopped', 'w1'), back]), 0);
    assert.equal(wait(12, [back], { id: 'w1:2' }), 0);
    assert.equal(wait(12, [back], { project: '/home/me/api' }), 0);
    assert.deepEqual([wait(15, [state(15, 'started', 'w2')]), wait(15.1, [state(15, 'started', 'w2')])], [1, 0]);
  });

  it('gives a wait for two runs that ended together to the same one, whatever their order', () => {
    const spans = [span(0, 5), span(12, 20)];
    const runs = [run(5, 11), run(5, 11)];
    const owner = (list: typeof runs) =>
      timelineOf(rows({ spans, runs: list }), rules).find(({ basis }) => basis === 'waiting')?.factId;
    assert.equal(owner(runs), runs[0]?.id);
    assert.equal(owner(runs.toReversed()), runs[0]?.id);
  });

  it('believes a person rather than a wait', () => {
    const spans = [span(0, 5), span(12, 20)];
    const activities = [activity(5, 12, { kind: 'break' })];
    assert.deepEqual(timeline({ spans, runs: [run(5, 11)], activities }), ['0-5 coding', '12-20 coding']);
  });

  it('leaves out spans that end before they begin', () => {
    assert.deepEqual(timeline({ spans: [span(5, 3), span(6, 7)] }), ['6-7 coding']);
  });

  it('is empty of nothing', () => {
    assert.deepEqual(timeline({}), []);
  });
});

describe('machine time', () => {
  const machine = (runs: readonly RunFact[], spans: readonly SpanFact[] = []) =>
    shown(machineTimeOf({ runs, spans }, timelineOf(rows({ spans, runs }), rules)));

  it('is the union of builds, tests and tasks where no person was', () => {
    const runs = [run(0, 30), run(20, 40, { group: 'build' }), run(50, 55, { group: 'other' })];
    assert.deepEqual(machine(runs, [span(0, 10), span(52, 53)]), [
      '10-20 testing',
      '20-40 building',
      '50-52 other',
      '53-55 other',
    ]);
  });

  it('knows nothing of servers, debug sessions and runs without an end', () => {
    assert.deepEqual(machine([run(0, 90, { group: 'run' }), run(0, 90, { source: 'debug' }), run(0, undefined)]), []);
  });
});

describe('programs that wait for people', () => {
  const machine = (changes: Partial<RunFact>): number =>
    durationOf(machineTimeOf({ runs: [run(0, 471, changes)], spans: [] }, [])) / minuteMs;

  it('do no work of a machine: interactive, watching, and serving ones, and those stopped after half an hour', () => {
    const terminal = { source: 'terminal', group: 'other' } as const;
    for (const name of ['ssh', 'vim', 'psql', 'less', 'python3', 'claude', 'kubectl port-forward svc/db 5432'])
      assert.equal(machine({ ...terminal, name }), 0, name);
    for (const name of ['npx vitest --watch', 'npm: test:watch', 'npm test -- --watch', 'jest --watchAll'])
      assert.equal(machine({ source: 'task', group: 'test', name }), 0, name);
    assert.equal(machine({ ...terminal, name: './dev.sh', exitCode: 130 }), 0);
  });

  it('are told from those that end by themselves', () => {
    for (const name of ['npm test', 'cargo build', './train.sh', 'ssh host make all', 'npx vitest run'])
      assert.equal(machine({ name }), 471, name);
  });
});

describe('where a segment comes from', () => {
  it('is told by its basis and its fact', () => {
    const spans = [span(0, 5, { id: 'w1:a' }), span(6, 7, { id: 'w1:b' }), span(14, 15, { id: 'w1:c' })];
    const facts = { spans, runs: [run(7, 13, { id: 'w1:r' })], activities: [activity(20, 30, { id: 'w1:m' })] };
    assert.deepEqual(
      timelineOf(rows(facts), rules).map(({ basis, factId }) => [basis, factId]),
      [
        ['observed', 'w1:a'],
        ['gap', 'w1:a'],
        ['observed', 'w1:b'],
        ['waiting', 'w1:r'],
        ['observed', 'w1:c'],
        ['manual', 'w1:m'],
      ],
    );
  });
});
