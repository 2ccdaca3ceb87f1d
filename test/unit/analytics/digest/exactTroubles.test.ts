import assert from 'node:assert/strict';
import { readDigest } from '../../../../src/analytics/digest/digest.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import type { DigestFact } from '../../../../src/core/insights/digest.ts';
import type { DiagnosticFact, Fact } from '../../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { context, diagnostic, span } from '../given.ts';

/** Minutes from nine o'clock of a day so many days back. */
const on = (back: number, minute: number): number => minute - back * (dayMs / 60_000);
const days = [7, 4, 2];
/** An hour of work on each of four days, today included. */
const work: Fact[] = [...days, 0].map((back) => span(on(back, 0), on(back, 60)));
const told = (topic: DigestFact['topic'], facts: readonly Fact[], others = work): readonly DigestFact[] =>
  readDigest(new MemoryReader([...others, ...facts]), 14, context()).facts.filter((one) => one.topic === topic);
/** Some minutes of an error from a minute of a day. */
type Times = [from: number, minutes: number, changes?: Partial<DiagnosticFact>];
const error = (back: number, ...[from, minutes, changes = {}]: Times) =>
  diagnostic(on(back, from), on(back, from + minutes), changes);
const without = <T extends object>(fact: T, name: keyof T): T => {
  const { [name]: _, ...rest } = fact;
  return rest as T;
};

describe('the errors in a digest', () => {
  const three = (changes: Partial<DiagnosticFact> = {}) => days.map((back) => error(back, 10, 4, changes));

  it('have a reporter, a code, and a language where these are known, and a project where it is one', () => {
    const [known] = told('error', three());
    assert.deepEqual(known?.labels, {
      alike: 'message',
      quotes: 'nothing',
      reporter: 'ts',
      code: '2345',
      language: 'typescript',
    });
    assert.deepEqual(known.names, { message: 'No', project: '/home/me/shop' });
    const bare = three().map((one) => without(without(without(one, 'reporter'), 'code'), 'language'));
    const [unknown] = told('error', bare);
    assert.deepEqual([unknown?.id, unknown?.labels], ['error:::No', { alike: 'message', quotes: 'nothing' }]);
    assert.match(unknown?.text ?? '', /^An error: 3 times on 3 days in shop, /);
    const [nowhere] = told(
      'error',
      three().map((one) => without(one, 'project')),
    );
    assert.deepEqual([nowhere?.names, nowhere?.values['projects']], [{ message: 'No' }, 0]);
    const [partly] = told('error', [...three(), without(error(0, 10, 4), 'project')]);
    assert.deepEqual(partly?.names, { message: 'No', project: '/home/me/shop' });
    assert.match(partly?.text ?? '', /^ts 2345: 4 times on 4 days in shop, /);
    assert.deepEqual(
      told(
        'error',
        three({ message: '' }).map((one) => without(one, 'code')),
      ),
      [],
      'nothing is known of it',
    );
  });

  it('are counted by file and by project, and weigh 5 more for each other project', () => {
    const [spread] = told('error', [
      ...three(),
      error(2, 20, 4, { project: '/other' }),
      error(2, 30, 4, { file: 'b.ts' }),
    ]);
    assert.deepEqual([spread?.values['projects'], spread?.values['files'], spread?.values['count']], [2, 3, 5]);
    assert.deepEqual(spread?.names, { message: 'No' });
    assert.equal(spread.weight, 20 + 2 * 3 + 2 * 5 + 5 + 20 / 2);
    assert.match(
      spread.text,
      /^ts 2345: 5 times on 3 days in 2 projects, 100 % of all errors; 20 min to fix in all; "No"$/,
    );
  });

  it('are open for the work that they share only once, each with its own time to fix', () => {
    const [parallel] = told('error', [
      ...three(),
      error(2, 30, 10),
      error(2, 32, 4, { line: 2 }),
      error(2, 35, 9, { line: 3 }),
    ]);
    const { count, fixed, medianFixMinutes, totalFixMinutes } = parallel?.values ?? {};
    // Three of 4 min each, and from minute 30 to 44.
    assert.deepEqual([count, fixed, medianFixMinutes, totalFixMinutes], [6, 6, 4, 26]);
    assert.match(parallel?.text ?? '', /26 min to fix in all/);
  });

  it('weigh 20 for their number at most, and 95 in all', () => {
    const many = (count: number, minutes: number) =>
      told('error', [
        ...three(),
        ...Array.from({ length: count - 3 }, (_, i) => error(2, i / 4, minutes, { line: i + 2 })),
      ])[0];
    assert.deepEqual(
      [9, 10, 11, 12].map((count) => many(count, 0)?.weight),
      [50, 52, 52, 52],
    );
    const hours = Array.from({ length: 17 }, (_, i) => error(days[i % 3] ?? 0, 0, 60, { line: i + 2 }));
    assert.equal(told('error', [...three(), ...hours])[0]?.weight, 95);
  });

  it('with one code and several messages quote none, and tell of no usual count', () => {
    const [alike, ...single] = told('error', [...three({ message: "'aa'" }), error(2, 30, 4, { message: "'bb'" })]);
    assert.deepEqual(
      [alike?.id, alike?.names, alike?.labels['alike'], 'typicalCount' in (alike?.values ?? {}), alike?.text],
      [
        'errors:ts:2345',
        { project: '/home/me/shop' },
        'code',
        false,
        'ts 2345: 4 times on 3 days in shop, 100 % of all errors; 16 min to fix in all',
      ],
    );
    assert.deepEqual(
      single.map(({ id }) => id),
      ["error:ts:2345:'aa'"],
    );
  });

  it('are compared with errors that quote a name like them, or like them do not', () => {
    const named = (message: string, count: number) =>
      Array.from({ length: count }, (_, i) => error(days[i % 3] ?? 0, 5 + i, 0.5, { message, line: i }));
    const usual = told('error', [...named("'aa'", 3), ...named("'bb'", 5), ...named('x', 4), ...named('y', 8)]);
    assert.deepEqual(
      Object.fromEntries(
        usual.flatMap(({ id, values }) => (id.startsWith('error:') ? [[id.slice(14), values['typicalCount']]] : [])),
      ),
      { "'aa'": 5, "'bb'": 3, x: 8, y: 4 },
    );
  });

  it('come once while they are open, whichever window reports them, and again once they were fixed', () => {
    const count = (...more: DiagnosticFact[]) => told('error', [...three(), ...more])[0]?.values['count'];
    const open = (minute: number, changes: Partial<DiagnosticFact> = {}) =>
      diagnostic(on(0, minute), undefined, { ...changes });
    assert.equal(count(open(20)), 4);
    assert.equal(count(open(20), open(22)), 4);
    assert.equal(count(open(20), open(22, { line: 2 })), 5);
    assert.equal(count(error(0, 20, 1), open(22)), 5);
    assert.equal(count(open(20), open(22, { file: 'b.ts' })), 5);
    assert.equal(count(open(20), open(22, { project: '/other' })), 5);
    assert.equal(count(error(0, 20, 1, { severity: 'warning' })), 3);
    // From an hour before the first work of the digest up to now.
    assert.equal(count(error(7, -60, 1)), 4);
    assert.equal(count(error(7, -60.1, 1)), 3);
    assert.equal(count(open(8 * 60)), 4);
    assert.equal(count(open(8 * 60 + 0.1)), 3);
  });

  it('are ten at most, the weightiest first, then by name', () => {
    const messages = 'c b a f e d i h g k j'.split(' ');
    const errors = messages.flatMap((message) => three({ message, ...(message === 'k' && { code: '1' }) }));
    const found = told('error', [...errors, error(2, 30, 4, { message: 'k', code: '1' })]);
    assert.deepEqual(
      found.map(({ id }) => id),
      ['errors:ts:2345', 'error:ts:1:k', ...'a b c d e f g h'.split(' ').map((message) => `error:ts:2345:${message}`)],
    );
  });
});

describe('the files in a digest', () => {
  /** Four errors on three days, each of four minutes. */
  const four = (changes: Partial<DiagnosticFact> = {}, minute = 10) => [
    ...days.map((back) => error(back, minute, 4, changes)),
    error(2, minute + 10, 4, changes),
  ];

  it('have four errors on three days, both', () => {
    assert.equal(told('file', four()).length, 1);
    assert.equal(
      told(
        'file',
        days.map((back) => error(back, 10, 4)),
      ).length,
      0,
    );
    assert.equal(told('file', [error(4, 10, 4), error(4, 20, 4), error(2, 10, 4), error(2, 20, 4)]).length, 0);
  });

  it('share the broken time and the errors of all files', () => {
    const found = told('file', [...four({}, 5), ...four({ file: 'lib/b.ts' }, 30), ...four({ file: 'b.ts' }, 30)]);
    const shares = found.map(({ id, weight, names, values: { errorShare, timeShare, brokenShare, brokenMinutes } }) => [
      id,
      weight,
      names['file'],
      [errorShare, timeShare, brokenShare, brokenMinutes],
    ]);
    const weight = 20 + 4 * 3 + 40 * 0.33;
    assert.deepEqual(shares, [
      ['file:/home/me/shop:a.ts', weight, 'a.ts', [0.33, 1, 0.33, 16]],
      ['file:/home/me/shop:b.ts', weight, 'b.ts', [0.33, 0, 0.33, 16]],
      ['file:/home/me/shop:lib/b.ts', weight, 'lib/b.ts', [0.33, 0, 0.33, 16]],
    ]);
    assert.equal(
      found[2]?.text,
      'b.ts: 4 errors on 3 of 4 days, 33 % of all errors in 0 % of the time, broken for 16 min',
    );
  });

  it('need no project, and an error needs a file', () => {
    const others = work.map((one) => without(one as { project?: string } & Fact, 'project'));
    const errors = four().map((one) => without(one, 'project'));
    const [found] = told('file', [...errors, without(error(2, 40, 4), 'file')], others);
    assert.deepEqual(
      [found?.id, found?.names, found?.values['timeShare'], found?.values['errorShare']],
      ['file::a.ts', { file: 'a.ts' }, 1, 1],
    );
  });

  it('are broken together where several errors are open at once, and on days with two minutes of it', () => {
    const parallel = [...days.map((back) => error(back, 10, 4)), error(2, 12, 4, { line: 2 })];
    assert.equal(told('file', parallel)[0]?.values['brokenMinutes'], 4 + 4 + 6);
    const long = diagnostic(on(7, 50), on(4, 10));
    const values = told('file', [long, error(4, 20, 1), error(2, 10, 1), error(2, 20, 0.9)])[0]?.values;
    assert.deepEqual([values?.['brokenMinutes'], values?.['brokenDays']], [23, 2]);
  });

  it('break in three hours in a row where 7 of 10 errors come there, and 1.4 times what the time explains', () => {
    const late = (back: number, hour: number) => span(on(back, 60 * (hour - 9)), on(back, 60 * (hour - 8)));
    const at = (hour: number) => {
      const errors = [...days, 2].map((back, i) => error(back, 60 * (hour - 9) + 10 * i, 3));
      const { fromHour, toHour, inHoursShare } =
        told('file', errors, [...work, ...days.map((back) => late(back, hour))])[0]?.values ?? {};
      return [fromHour, toHour, inHoursShare];
    };
    for (const hour of [0, 1, 2, 6, 15, 20, 21]) assert.deepEqual(at(hour), [hour, hour + 3, 1], `${hour}`);
    assert.deepEqual(at(22), [21, 24, 1]);
    assert.deepEqual(at(23), [21, 24, 1]);
    assert.deepEqual(at(9), [undefined, undefined, undefined], 'all work is there');
    /** Some of ten errors at three o'clock, where half of the time is spent, or a little more. */
    const some = (inHours: number, minutes: number) => {
      const times = days.flatMap((back) => [
        span(on(back, 0), on(back, 60)),
        span(on(back, 360), on(back, 360 + minutes)),
      ]);
      const errors = Array.from({ length: 10 }, (_, i) => error(days[i % 3] ?? 0, (i < inHours ? 360 : 0) + 4 * i, 1));
      return told('file', errors, times)[0]?.values['fromHour'];
    };
    assert.deepEqual([some(7, 60), some(7, 64), some(6, 30), some(8, 64)], [15, undefined, undefined, 15]);
  });

  it('are eight at most, and weigh 95 at most', () => {
    const many = Array.from({ length: 9 }, (_, i) => four({ file: `${9 - i}.ts` }, 3 * i)).flat();
    assert.deepEqual(
      told('file', many).map(({ names: { file } }) => file),
      [1, 2, 3, 4, 5, 6, 7, 8].map((i) => `${i}.ts`),
    );
    const weightOf = (count: number) => {
      const backs = Array.from({ length: count }, (_, i) => i);
      const late = backs.flatMap((back) => [span(on(back, 0), on(back, 60)), span(on(back, 360), on(back, 420))]);
      return told('file', [...backs.map((back) => error(back, 370, 3)), error(0, 380, 3)], late)[0]?.weight;
    };
    assert.deepEqual([weightOf(6), weightOf(7)], [94, 95]);
  });
});
