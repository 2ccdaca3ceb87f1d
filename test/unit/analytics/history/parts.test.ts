import assert from 'node:assert/strict';
import { partsOf, sumOver } from '../../../../src/analytics/history/parts.ts';
import { daySumOf, placeId } from '../../../../src/analytics/rollups/daySum.ts';
import type { Segment } from '../../../../src/analytics/segment.ts';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { at, day } from '../given.ts';

const told = (...args: Parameters<typeof partsOf>) =>
  partsOf(...args).map(({ type, id, name, ms }) => [type, id, name, ms]);

describe('the parts of a time', () => {
  it('are eight names and the others together, or nine names: the most first, then by id; then what has no name', () => {
    const sums = (count: number) =>
      new Map([['', 4], ...Array.from({ length: count }, (_, i): [string, number] => [`l${9 - i}`, i === 3 ? 7 : 2])]);
    const names = (count: number) => told(sums(count), 'language').map(([type, id]) => (type === 'name' ? id : type));
    assert.deepEqual(names(8), ['l6', 'l2', 'l3', 'l4', 'l5', 'l7', 'l8', 'l9', 'none']);
    assert.deepEqual(names(9), ['l6', 'l1', 'l2', 'l3', 'l4', 'l5', 'l7', 'l8', 'none', 'rest']);
    assert.deepEqual(told(sums(10), 'language').slice(-2), [
      ['none', '', '', 4],
      ['rest', '', '', 4],
    ]);
    assert.deepEqual(told(new Map([['css', 0]]), 'language'), []);
    assert.deepEqual(told(new Map(), 'kind'), []);
  });

  it('are called by their project where there are several', () => {
    const file = (project: string, name: string, ms = 1) => [placeId(project, name), ms] as const;
    const names = (...files: (readonly [string, number])[]) => told(new Map(files), 'file').map(([, , name]) => name);
    assert.deepEqual(names(file('/a/p', 'x.ts', 2), file('/a/p', 'y.ts')), ['x.ts', 'y.ts']);
    assert.deepEqual(names(file('/a/p', 'x.ts', 2), file('/b/q', 'y.ts')), ['p: x.ts', 'q: y.ts']);
    assert.deepEqual(names(file('/a/p', 'x.ts', 2), file('/b/p', 'y.ts')), ['a/p: x.ts', 'b/p: y.ts']);
    assert.deepEqual(names(file('/a/p', 'x.ts', 2), file('', 'y.ts')), ['p: x.ts', 'y.ts']);
    const branches = new Map([
      [placeId('/a/p', 'main'), 2],
      [placeId('/b/q', 'main'), 1],
    ]);
    assert.deepEqual(told(branches, 'branch'), [
      ['name', '/a/p\nmain', 'p: main', 2],
      ['name', '/b/q\nmain', 'q: main', 1],
    ]);
    const projects = new Map([
      ['/a/p', 2],
      ['/b/p', 1],
    ]);
    assert.deepEqual(
      told(projects, 'project').map(([, , name]) => name),
      ['a/p', 'b/p'],
    );
    assert.deepEqual(
      told(projects, 'language').map(([, , name]) => name),
      ['/a/p', '/b/p'],
    );
  });

  it('have the names and colors of their categories', () => {
    const categories = [
      { id: 'c', name: 'Coding', color: 'blue', counts: 'productive' },
      { id: 'd', name: 'Tests', color: 'green', counts: 'productive', parent: 'c' },
    ] as const;
    const parts = partsOf(new Map(Object.entries({ d: 2, c: 1 })), 'category', categories);
    assert.deepEqual(
      parts.map((part) => [part.name, 'color' in part ? part.color : undefined]),
      [
        ['Coding / Tests', 'green'],
        ['Coding', 'blue'],
      ],
    );
  });
});

describe('the sums of a day', () => {
  const segment = (from: number, to: number, changes: Partial<Segment> = {}) =>
    ({ start: at(from), end: at(to), offset: 0, source: 'editor', kind: 'coding', ...changes }) as Segment;

  it('are by name, of days together, and by hour of the clock of the person', () => {
    const one = daySumOf(
      day,
      [
        segment(50, 65, { language: 'css', project: '/p', file: 'a.css' }),
        segment(65, 70, { project: '/p' }),
        segment(-600, -590, { language: 'css' }),
      ],
      ({ kind }) => `of ${kind}`,
    );
    assert.equal(one.totalMs, 30 * minuteMs);
    assert.deepEqual(
      [...one.by.language],
      [
        ['css', 25 * minuteMs],
        ['', 5 * minuteMs],
      ],
    );
    assert.deepEqual(
      [...one.by.file],
      [
        ['/p\na.css', 15 * minuteMs],
        ['', 15 * minuteMs],
      ],
    );
    assert.deepEqual([...one.by.category], [['of coding', 30 * minuteMs]]);
    const hours = (sum: typeof one) => sum.hours.flatMap((ms, hour) => (ms > 0 ? [[hour, ms / minuteMs]] : []));
    assert.deepEqual(hours(one), [
      [9, 10],
      [10, 10],
      [23, 10],
    ]);
    const east = daySumOf(day, [segment(20, 50, { offset: 330 })], () => '');
    assert.deepEqual(hours(east), [
      [14, 10],
      [15, 20],
    ]);
    const before = daySumOf(day, [{ ...segment(0, 0), start: -hourMs / 2, end: hourMs / 2 }], () => '');
    assert.deepEqual(hours(before), [
      [0, 30],
      [23, 30],
    ]);
    assert.deepEqual(
      [...sumOver([one, east], 'language')],
      [
        ['css', 25 * minuteMs],
        ['', 35 * minuteMs],
      ],
    );
  });
});
