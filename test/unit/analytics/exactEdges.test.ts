import assert from 'node:assert/strict';
import { isNotable } from '../../../src/analytics/feedItems.ts';
import { partsFor, readStretch } from '../../../src/analytics/feedStretch.ts';
import { readPlanInputs } from '../../../src/analytics/planInputs.ts';
import { DailyRollups } from '../../../src/analytics/rollups/dailyRollups.ts';
import type { Segment } from '../../../src/analytics/segment.ts';
import { weekSummaryOf } from '../../../src/analytics/weekSummary.ts';
import { isCounted, isOfDoing, isProject, narrowed } from '../../../src/analytics/why/narrow.ts';
import { addDays } from '../../../src/core/time/days.ts';
import type { DocumentFact, Fact, StateFact } from '../../../src/core/facts/facts.ts';
import type { Figure } from '../../../src/core/views/figure.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { activity, at, context, day, diagnostic, nine, run, span, t, task } from './given.ts';

const aDay = 24 * 60;

describe('the stretches of the feed', () => {
  const all = partsFor({});
  const told = (range: readonly [number, number], facts: readonly Fact[], parts = all) => {
    const stretch = readStretch(
      new MemoryReader(facts),
      { from: at(range[0]), to: at(range[1]) },
      { parts, context: context() },
    );
    return stretch.items(String).map(({ title, start, durationMs }) => {
      return `${(start - nine) / 60_000}+${durationMs === null ? '…' : (durationMs ?? 0) / 60_000} ${title}`;
    });
  };

  it('have what began in them, however long it went on or was gone on with before', () => {
    const facts = [span(0, 10), span(20, 200), activity(30, 40), run(50, 55)];
    assert.deepEqual(told([20, 50], facts), ['30+10 Talk', '20+180 Coding in /home/me/shop']);
    assert.deepEqual(told([50, 51], facts), ['50+5 npm test']);
    assert.deepEqual(told([20.1, 30], facts), []);
    // Two stretches of one session: it began in the first.
    const session = [span(0, 10), span(11, 20)];
    assert.deepEqual([told([0, 5], session), told([5, 30], session)], [['0+20 Coding in /home/me/shop'], []]);
    const long = Array.from({ length: 40 }, (_, i) => span(i * 30, i * 30 + 29));
    assert.deepEqual(told([0, 1], long), [`0+${40 * 30 - 1} Coding in /home/me/shop`]);
  });

  it('count what was read for them, and know their projects', () => {
    const facts = [span(0, 10), run(0, 5, { project: '/q' }), activity(30, 40), diagnostic(1, 2)];
    const read = (parts: typeof all) => {
      const { read: count, projects } = readStretch(
        new MemoryReader(facts),
        { from: at(0), to: at(60) },
        { parts, context: context() },
      );
      return [count, [...projects]];
    };
    const none = { sessions: false, runs: false, manual: false, github: false };
    assert.deepEqual(read(all), [4, ['/home/me/shop', '/q']]);
    assert.deepEqual(read(none), [0, []]);
    assert.deepEqual(read({ ...none, runs: true }), [1, ['/q']]);
    assert.deepEqual(read({ ...none, manual: true }), [1, []]);
    assert.deepEqual(told([0, 60], facts, { ...none, manual: true }), ['30+10 Talk']);
    assert.deepEqual(told([0, 60], facts, { ...none, runs: true }), ['0+5 npm test']);
  });

  it('look for the end of a run that was not seen in the states of its window', () => {
    const stopped = { type: 'state', id: 'w1:9', at: at(300), offset: 0, state: 'stopped' } as StateFact;
    const runs = { ...all, sessions: false, manual: false, github: false };
    const open = run(0, undefined, { id: 'w1:1' });
    assert.deepEqual(told([0, 60], [open, stopped], runs), ['0+300 npm test']);
    assert.deepEqual(told([0, 60], [open], runs), ['0+… npm test']);
    assert.deepEqual(told([0, 60], [open, run(1, 2), stopped], runs), ['1+1 npm test', '0+300 npm test']);
  });

  it('are told of runs that are worth it', () => {
    for (const [source, group, minutes, expected] of [
      ['task', 'other', 0.1, true],
      ['terminal', 'other', 0.9, false],
      ['terminal', 'other', 1, true],
      ['terminal', 'other', undefined, true],
      ['terminal', 'test', 0.1, true],
      ['terminal', 'build', 0.1, true],
      ['debug', 'run', 0.1, true],
      ['debug', 'other', 9, false],
      ['editor', 'test', 9, false],
    ] as const)
      assert.equal(isNotable(run(0, minutes, { source, group })), expected, `${source} ${group} ${minutes}`);
  });

  it('are read as far as a filter takes', () => {
    const parts = (source?: Parameters<typeof partsFor>[0]['source']) =>
      Object.entries(partsFor(source === undefined ? {} : { source })).flatMap(([part, is]) => (is ? [part] : []));
    assert.deepEqual(
      ([undefined, 'editor', 'debug', 'task', 'terminal', 'hub', 'manual', 'github'] as const).map((source) =>
        parts(source).join(),
      ),
      [
        'sessions,runs,manual,github',
        'sessions,github',
        'sessions,runs',
        'sessions,runs',
        'sessions,runs',
        'sessions',
        'manual',
        'github',
      ],
    );
  });
});

describe('what a figure counts', () => {
  const segment = (changes: Partial<Segment> = {}): Segment =>
    ({
      start: at(0),
      end: at(10),
      offset: 0,
      factId: 'w:1',
      basis: 'observed',
      source: 'editor',
      kind: 'coding',
      ...changes,
    }) as Segment;

  it('is of a range, cut to it', () => {
    const cut = (from: number, to: number) =>
      narrowed([segment()], { day, from: at(from), to: at(to) }, t).map(({ start, end }) => [
        (start - nine) / 60_000,
        (end - nine) / 60_000,
      ]);
    assert.deepEqual([cut(0, 10), cut(2, 5), cut(-5, 5), cut(5, 15)], [[[0, 10]], [[2, 5]], [[0, 5]], [[5, 10]]]);
    assert.deepEqual([cut(10, 15), cut(-5, 0)], [[], []]);
    const whole = segment();
    assert.equal(narrowed([whole], { day }, t)[0], whole);
  });

  it('is of a kind, a source, a project, a language, a file, and a branch, or of what has none', () => {
    const place = { project: '/home/me/shop', language: 'go', file: 'a.go', branch: 'main' };
    const counts = (figure: Partial<Figure>, of = segment(place)) => isCounted(of, { day, ...figure } as Figure, t);
    for (const [figure, expected] of [
      [{}, true],
      [{ kind: 'coding', source: 'editor' }, true],
      [{ kind: 'reading' }, false],
      [{ source: 'manual' }, false],
      [{ project: '/home/me/shop' }, true],
      [{ project: 'me/shop' }, true],
      [{ project: 'hop' }, false],
      [{ project: null }, false],
      [{ language: 'go' }, true],
      [{ language: 'css' }, false],
      [{ language: null }, false],
      [{ file: 'a.go' }, true],
      [{ file: 'b.go' }, false],
      [{ branch: 'main' }, true],
      [{ branch: null }, false],
    ] as const) {
      assert.equal(counts(figure as Partial<Figure>), expected, JSON.stringify(figure));
      assert.equal(isOfDoing({ day, ...figure } as Figure), Object.keys(figure).length > 0);
    }
    const bare = segment();
    for (const figure of [{ project: null }, { project: 'No project' }, { language: 'No language' }, { file: null }])
      assert.equal(counts(figure, bare), true, JSON.stringify(figure));
    for (const figure of [{ project: 'x' }, { file: 'No file' }, { branch: 'main' }])
      assert.equal(counts(figure, bare), false, JSON.stringify(figure));
    assert.equal(isProject('C:\\work\\shop', 'work/shop', ''), true);
  });
});

describe('a week', () => {
  it('has the commits of its days, by their own clocks, and names eight of a kind', () => {
    const commit = (minute: number, offset = 0): DocumentFact => {
      const hash = `abc${minute}${offset}`.replaceAll(/[^a-z0-9]/g, 'f');
      const body = { hash, subject: 'One', project: '/p', files: 1, insertions: 1, deletions: 0 };
      const times = { at: at(minute), start: at(minute), end: at(minute), offset };
      return {
        type: 'document',
        collection: 'commits',
        id: `commit:${hash}`,
        rev: 1,
        ...times,
        body: JSON.stringify(body),
      };
    };
    const week = (...facts: Fact[]) =>
      weekSummaryOf({ reader: new MemoryReader(facts), rollups: new DailyRollups() }, addDays(day, -7), context());
    // Monday to Sunday of the week before.
    const [monday, end] = [-9 * 60 - 11 * aDay, -9 * 60 - 4 * aDay];
    const found = week(
      commit(monday),
      commit(monday - 1),
      commit(monday - 1, 1),
      commit(end - 1),
      commit(end),
      commit(end - 1, 1),
    );
    assert.equal(found.commits, 3);
    const many = week(
      ...Array.from({ length: 9 }, (_, i) =>
        span(monday + 60 * i, monday + 60 * i + (i === 4 ? 20 : 10), { project: `/p${9 - i}`, language: `l${9 - i}` }),
      ),
    );
    const names = ['p5', 'p1', 'p2', 'p3', 'p4', 'p6', 'p7', 'p8'];
    assert.deepEqual(
      many.byProject.map(({ name }) => name),
      names,
    );
    assert.deepEqual(many.byLanguage.length, 8);
  });
});

describe('a plan', () => {
  const inputs = (...facts: Fact[]) => readPlanInputs(new MemoryReader(facts), addDays(day, 1), context());

  it('knows branches by their time, and a usual day from half an hour on', () => {
    const facts = ['a', 'b', 'c'].map((branch, i) => span(-i * aDay, -i * aDay + 10 + 10 * i, { branch }));
    assert.deepEqual(
      inputs(...facts, span(60, 69.9, { branch: 'short' }), span(100, 120, { branch: 'develop' })).branches.map(
        ({ branch }) => branch,
      ),
      ['c', 'b', 'a'],
    );
    const days = (minutes: number) =>
      inputs(...[1, 2, 3].map((back) => span(-back * aDay, minutes - back * aDay))).capacityMinutes;
    assert.deepEqual([days(30), days(29.9)], [30, 360]);
  });

  it('has broken files since their first error, the earliest of as many', () => {
    const open = (minute: number, file: string, line = 1) =>
      diagnostic(minute, undefined, { file, line, id: `w1:${file}${minute}` });
    const found = inputs(open(30, 'b.ts', 2), open(20, 'b.ts'), open(10, 'a.ts'), open(5, 'c.ts')).brokenFiles;
    assert.deepEqual(
      found.map(({ project, file, errors, firstSeen }) => [
        project === '/home/me/shop' && file,
        errors,
        (firstSeen - nine) / 60_000,
      ]),
      [
        ['b.ts', 2, 20],
        ['c.ts', 1, 5],
        ['a.ts', 1, 10],
      ],
    );
  });

  it('has the open tasks of the last day before it that had any, in their order', () => {
    const planned = (id: string, of: string, changes: object = {}) => task(30, { id, title: id, day: of, ...changes });
    const tomorrow = addDays(day, 1);
    const titles = (...tasks: Fact[]) => inputs(...tasks).unfinished.map(({ title }) => title);
    assert.deepEqual(
      titles(
        planned('p:1', day, { order: 2 }),
        planned('p:2', day, { order: 1 }),
        planned('p:3', day, { doneAt: at(5) }),
        planned('p:4', addDays(day, -1)),
        planned('p:5', tomorrow),
      ),
      ['p:2', 'p:1'],
    );
    assert.deepEqual(titles(planned('p:3', day, { doneAt: at(5) }), planned('p:4', addDays(day, -1))), []);
  });
});
