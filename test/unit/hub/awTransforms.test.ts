import assert from 'node:assert/strict';
import {
  byDuration,
  chunkByKey,
  flood,
  mergeByKeys,
  periodIntersect,
  periodUnion,
  secondsOf,
  simplifyTitles,
  splitUrls,
  unionNoOverlap,
  type QueryEvent,
} from '../../../src/hub/activityWatch/queryTransforms.ts';

describe('the transforms of a query', () => {
  const event = (start: number, end: number, data: QueryEvent['data'] = { a: 1 }): QueryEvent => ({ start, end, data });
  const times = (events: readonly QueryEvent[]) =>
    events.map(({ start, end, data }) => [start, end, ...Object.values(data)]);

  it('fill gaps of up to five seconds by the longer neighbor, and cut overlaps of less than a tenth', () => {
    const pairs: [QueryEvent, QueryEvent, unknown[]][] = [
      [
        event(0, 2000),
        event(7000, 8000, { a: 2 }),
        [
          [0, 7000, 1],
          [7000, 8000, 2],
        ],
      ],
      [
        event(0, 2000),
        event(7001, 8000, { a: 2 }),
        [
          [0, 2000, 1],
          [7001, 8000, 2],
        ],
      ],
      [
        event(0, 1000),
        event(2000, 3000, { a: 2 }),
        [
          [0, 2000, 1],
          [2000, 3000, 2],
        ],
      ],
      [
        event(0, 1000),
        event(2000, 4000, { a: 2 }),
        [
          [0, 1000, 1],
          [1000, 4000, 2],
        ],
      ],
      [event(0, 1000), event(2000, 4000), [[0, 4000, 1]]],
      [event(0, 3000), event(4000, 5000), [[0, 5000, 1]]],
      [
        event(0, 1000),
        event(1000, 2000),
        [
          [0, 1000, 1],
          [1000, 2000, 1],
        ],
      ],
      [
        event(0, 1000),
        event(901, 2000, { a: 2 }),
        [
          [0, 1000, 1],
          [1000, 2000, 2],
        ],
      ],
      [
        event(0, 1000),
        event(900, 2000, { a: 2 }),
        [
          [0, 1000, 1],
          [900, 2000, 2],
        ],
      ],
      [
        event(0, 3000),
        event(2950, 4000, { a: 2 }),
        [
          [0, 2950, 1],
          [2950, 4000, 2],
        ],
      ],
      [event(0, 3000), event(1000, 2000), [[0, 3000, 1]]],
      [event(0, 3000), event(1000, 4000), [[0, 4000, 1]]],
    ];
    for (const [one, next, expected] of pairs)
      assert.deepEqual(times(flood([next, one])), expected, JSON.stringify([one, next]));
    assert.deepEqual(times(flood([event(0, 2000, { a: 1, b: 2 }), event(3000, 4000, { b: 2, a: 1 })])), [
      [0, 4000, 1, 2],
    ]);
  });

  it('intersect and unite periods at their very edges', () => {
    const others = [event(10, 20), event(30, 40)];
    assert.deepEqual(
      times(periodIntersect([event(0, 10, { x: 0 }), event(15, 35, { x: 1 }), event(40, 50, { x: 2 })], others)),
      [
        [15, 20, 1],
        [30, 35, 1],
      ],
    );
    assert.deepEqual(times(periodIntersect([event(10, 10, { x: 0 }), event(25, 25, { x: 1 })], others)), [[10, 10, 0]]);
    assert.deepEqual(times(periodUnion([event(0, 10), event(11, 12)], [event(10, 11), event(20, 30), event(22, 25)])), [
      [0, 12],
      [20, 30],
    ]);
    assert.deepEqual(
      times(
        unionNoOverlap(
          [event(10, 20, { x: 1 }), event(30, 40, { x: 1 })],
          [event(0, 35, { x: 2 }), event(20, 30, { x: 3 }), event(40, 41, { x: 4 })],
        ),
      ),
      [
        [0, 10, 2],
        [10, 20, 1],
        [20, 30, 2],
        [20, 30, 3],
        [30, 40, 1],
        [40, 41, 4],
      ],
    );
  });

  it('merge and chunk by keys', () => {
    const list = [event(0, 10, { a: 1, b: 1 }), event(20, 25, { a: 1, b: 2 }), event(30, 31, { a: 2 })];
    assert.deepEqual(times(mergeByKeys(list, ['a'])), [
      [0, 15, 1],
      [30, 31, 2],
    ]);
    assert.deepEqual(times(mergeByKeys(list, ['a', 'b'])), [
      [0, 10, 1, 1],
      [20, 25, 1, 2],
      [30, 31, 2],
    ]);
    assert.deepEqual(mergeByKeys(list, []), list);
    const chunks = chunkByKey([...list, event(40, 41, { b: 1 }), event(50, 51, { a: 2 })], 'a');
    assert.deepEqual(
      chunks.map(({ start, end, data }) => [start, end, data['a'], (data['subevents'] as unknown[]).length]),
      [
        [0, 15, 1, 2],
        [30, 31, 2, 1],
      ],
    );
    // Measured from the last event of the list, as ActivityWatch does.
    const far = (gap: number) => chunkByKey([event(0, 1, { a: 1 }), event(10_000, 20_000 - gap, { a: 1 })], 'a').length;
    assert.deepEqual([far(0), far(9000)], [1, 1]);
    assert.equal(
      chunkByKey([event(9000, 9001, { a: 1 }), event(8000, 8001, { a: 1 }), event(0, 3001, { a: 1 })], 'a').length,
      1,
    );
    assert.equal(
      chunkByKey([event(9000, 9001, { a: 1 }), event(8000, 8001, { a: 1 }), event(0, 3000, { a: 1 })], 'a').length,
      2,
    );
  });

  it('sort, sum, split addresses, and simplify titles', () => {
    assert.deepEqual(times(byDuration([event(0, 5), event(10, 30, { a: 2 }), event(40, 41, { a: 3 })])), [
      [10, 30, 2],
      [0, 5, 1],
      [40, 41, 3],
    ]);
    assert.equal(secondsOf([event(0, 1500), event(10, 510)]), 2);
    const split = (url: unknown) => Object.values(splitUrls([event(0, 1, { url })])[0]?.data ?? {}).slice(1);
    assert.deepEqual(split('HTTPS://www.a.com:80/b/c;d?e=1#f'), ['https', 'a.com:80', '/b/c', 'd', 'e=1', 'f']);
    assert.deepEqual(split('about:blank'), ['about', 'about', 'blank', '', '', '']);
    assert.deepEqual(split('/only/a;b/c'), ['', '', '/only/a;b/c', '', '', '']);
    assert.deepEqual(split(5), []);
    const title = (text: unknown, key = 'title', more = {}) =>
      simplifyTitles([event(0, 1, { [key]: text, ...more })], key)[0]?.data[key];
    const app = { app: 'x' };
    assert.deepEqual(
      [
        title('(2) Inbox'),
        title('● a.ts', 'title', app),
        title('● a.ts'),
        title('* a', 'title', app),
        title('FPS:  59.9 x', 'title', app),
        title('● a', 'app'),
        title(5),
      ],
      ['Inbox', 'a.ts', '● a.ts', 'a', 'FPS: ... x', '● a', 5],
    );
  });
});
