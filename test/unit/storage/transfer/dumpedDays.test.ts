import assert from 'node:assert/strict';
import { spansOfDay } from '../../../../src/storage/transfer/wakaTimeDays.ts';

const hour = 3_600_000;
const midnight = Date.UTC(2026, 2, 2);
const of = (value: object, offset = 0) =>
  spansOfDay({ date: '2026-03-02', ...value }, () => offset).map(({ start, end, project, language, source }) => [
    (start - midnight) / hour,
    (end - midnight) / hour,
    project,
    language,
    source,
  ]);
const hours = (count: number) => ({ total_seconds: count * 3600 });
const share = (name: string, count: number) => ({ name, ...hours(count) });

describe('a day of WakaTime’s dump', () => {
  it('is laid end to end from nine, by project and language', () => {
    const projects = [
      { name: 'shop', grand_total: hours(3), languages: [share('TypeScript', 1), share('CSS', 0.5)] },
      { name: 'Unknown Project', ...hours(1) },
      { name: 'blog', languages: [share('Other', 0.25)] },
    ];
    assert.deepEqual(of({ grand_total: hours(5), projects }), [
      [9, 10, 'shop', 'typescript', 'manual'],
      [10, 10.5, 'shop', 'css', 'manual'],
      [10.5, 12, 'shop', undefined, 'manual'],
      [12, 13, undefined, undefined, 'manual'],
      [13, 13.25, 'blog', undefined, 'manual'],
      [13.25, 14, undefined, undefined, 'manual'],
    ]);
    assert.deepEqual(of({ projects: [{ name: 'shop', ...hours(2) }] }, 120), [[7, 9, 'shop', undefined, 'manual']]);
  });

  it('never has more than its total, which is a day at most', () => {
    const projects = [share('a', 2), share('b', 3), share('c', 1)];
    assert.deepEqual(of({ grand_total: hours(4), projects }), [
      [9, 11, 'a', undefined, 'manual'],
      [11, 13, 'b', undefined, 'manual'],
    ]);
    // No room after nine: it begins earlier.
    assert.deepEqual(of({ grand_total: hours(20), projects: [share('a', 20)] }), [[4, 24, 'a', undefined, 'manual']]);
    assert.deepEqual(of({ grand_total: hours(30), projects: [share('a', 30)] }), [[0, 24, 'a', undefined, 'manual']]);
  });

  it('is by language where it has no projects, and nothing where nothing is known', () => {
    assert.deepEqual(of({ languages: [share('Rust', 1), share('', 1)] }), [
      [9, 10, undefined, 'rust', 'manual'],
      [10, 11, undefined, undefined, 'manual'],
    ]);
    assert.deepEqual(of({ grand_total: hours(1) }), [[9, 10, undefined, undefined, 'manual']]);
    assert.deepEqual(
      [of({}), of({ date: '2026-02-30', grand_total: hours(1) }), of({ projects: 'x', languages: [null] })],
      [[], [], []],
    );
    assert.deepEqual(
      of({
        languages: [
          { name: 'Rust', total_seconds: -5 },
          { name: 'Go', total_seconds: '9' },
        ],
      }),
      [],
    );
  });

  it('is its durations where it has them', () => {
    const at = midnight / 1000;
    const durations = [
      { time: at + 3600, duration: 1800, project: 'shop', language: 'Go', branch: 'main', entity: 'a.go' },
      { time: at, duration: 86_400 },
      { time: at, duration: 86_401 },
      { time: -1, duration: 5 },
      { time: at, duration: Number.NaN },
      { duration: 5 },
    ];
    assert.deepEqual(of({ durations, grand_total: hours(9) }), [
      [1, 1.5, 'shop', 'go', 'editor'],
      [0, 24, undefined, undefined, 'editor'],
    ]);
    const [first] = spansOfDay({ date: '2026-03-02', durations }, (when) => (when === midnight + hour ? 60 : 0));
    assert.deepEqual(
      [first?.offset, first?.branch, first?.file, first?.kind, first?.signals, first?.saves],
      [60, 'main', 'a.go', 'coding', 1, 0],
    );
  });
});
