import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import type { DayTotals } from '../../../../src/core/facts/dailyTotals.ts';
import { addDays, daysBetween, hourMs, weekdayOf, type Day } from '../../../../src/core/time/days.ts';
import { milestonesOf, type MilestoneFacts } from '../../../../src/habits/milestones/milestones.ts';

// A Monday.
const first = '2026-03-02';
const workdays = [1, 2, 3, 4, 5];

function day(at: Day, hours: number, [language = 'typescript', kind = 'coding']: readonly string[] = []): DayTotals {
  const ms = hours * hourMs;
  const part = (name: string) => new Map(ms > 0 ? [[name, ms]] : []);
  const by = { project: part('a'), language: part(language), kind: part(kind), category: part('coding') };
  return { day: at, totalMs: ms, by };
}
const onWorkdays = (count: number, hours: number) =>
  daysBetween(first, addDays(first, count - 1)).map((at) => day(at, workdays.includes(weekdayOf(at)) ? hours : 0));

function earned(given: Partial<MilestoneFacts>) {
  const totals = given.totals ?? [];
  const facts: MilestoneFacts = {
    totals,
    today: totals.at(-1)?.day ?? first,
    workdays,
    hoursPerDay: 6,
    rests: [],
    tasks: [],
    commits: [],
    sessions: [],
    goalsMet: [],
    ...given,
  };
  return new Map(milestonesOf(facts, translator()).flatMap(({ id, day: at }) => (at ? [[id, at] as const] : [])));
}

describe('milestones', () => {
  it('are about twenty, and none is earned by nothing', () => {
    const all = milestonesOf(
      {
        totals: [],
        today: first,
        workdays,
        hoursPerDay: 6,
        rests: [],
        tasks: [],
        commits: [],
        sessions: [],
        goalsMet: [],
      },
      translator(),
    );
    assert.ok(all.length >= 18 && all.length <= 24, String(all.length));
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
    assert.deepEqual(
      all.filter((one) => one.day !== undefined),
      [],
    );
  });

  it('are earned on the day on which the facts were there', () => {
    const found = earned({
      totals: onWorkdays(28, 5),
      tasks: [first, first],
      sessions: Array<Day>(30).fill(addDays(first, 3)),
      commits: daysBetween(first, addDays(first, 9)),
      goalsMet: [addDays(first, 1)],
    });
    assert.equal(found.get('first-day'), first);
    assert.equal(found.get('days-20'), '2026-03-27');
    assert.equal(found.get('tasks-1'), first);
    assert.equal(found.get('focus-25'), addDays(first, 3));
    assert.equal(found.get('commits-10'), addDays(first, 9));
    assert.equal(found.get('goal-1'), addDays(first, 1));
    assert.equal(found.get('within-5'), addDays(first, 4));
    assert.equal(found.has('tasks-50'), false);
  });

  it('are earned by rest', () => {
    const away = daysBetween(first, addDays(first, 20)).map((at) =>
      day(at, at < addDays(first, 2) || at > addDays(first, 17) ? 4 : 0),
    );
    const rests = [{ from: addDays(first, 2), to: addDays(first, 8) }];
    const found = earned({ totals: away, rests });
    assert.equal(found.get('vacation'), addDays(first, 6));
    assert.equal(found.get('back'), addDays(first, 18));
    const weekends = earned({ totals: [...onWorkdays(28, 5), day(addDays(first, 28), 5)] });
    assert.equal(weekends.get('weekends-4'), addDays(first, 27));
  });

  it('are not taken by more hours, by later ones, or by work on days off', () => {
    const usual = earned({ totals: onWorkdays(60, 5) });
    const long = earned({ totals: onWorkdays(60, 14) });
    const always = earned({ totals: daysBetween(first, addDays(first, 59)).map((at) => day(at, 5)) });
    // Names and kinds that are reached sooner don't reward a long day; here there are none.
    assert.deepEqual(
      [...long.keys()].filter((id) => !usual.has(id)),
      [],
    );
    assert.equal(long.has('within-5'), false);
    assert.deepEqual(
      [...always.keys()].filter((id) => !usual.has(id)),
      [],
    );
    assert.equal(always.has('weekends-4'), false);
    // Sooner than on workdays alone, but not more.
    assert.ok((always.get('days-20') ?? '') <= (usual.get('days-20') ?? ''));
  });

  it('are for several languages, each with an hour', () => {
    const languages = ['ts', 'css', 'go'].map((name, at) => day(addDays(first, at), at === 2 ? 0.5 : 1, [name]));
    assert.equal(earned({ totals: languages }).has('languages-3'), false);
    const more = [
      ...languages,
      day(addDays(first, 3), 0.5, ['go', 'learning']),
      day(addDays(first, 4), 0.5, ['go', 'learning']),
    ];
    assert.equal(earned({ totals: more }).get('languages-3'), addDays(first, 3));
    assert.equal(earned({ totals: more }).get('learning-1'), addDays(first, 4));
  });

  it('are earned on the day that made the number full', () => {
    const last = (id: string, given: Partial<MilestoneFacts>) => earned(given).get(id);
    const kinds = (kind: string, hours: number) => ({
      totals: Array.from({ length: 30 }, (_, i) => day(addDays(first, i), hours, ['typescript', kind])),
    });
    for (const [id, kind, hours] of [
      ['learning-1', 'learning', 1],
      ['learning-20', 'learning', 20],
      ['review-5', 'reviewing', 5],
      ['testing-5', 'testing', 5],
    ] as const) {
      assert.equal(last(id, kinds(kind, 1)), addDays(first, hours - 1), id);
      assert.equal(last(id, kinds('other', 1)), undefined, id);
    }
    const names = (of: 'language' | 'project', hours: number) => ({
      totals: Array.from({ length: 12 }, (_, i) => {
        const one = day(addDays(first, i), hours);
        return { ...one, by: { ...one.by, [of]: new Map([[`${i}`, hours * hourMs]]) } };
      }),
    });
    for (const [id, of, count] of [
      ['languages-3', 'language', 3],
      ['languages-8', 'language', 8],
      ['projects-5', 'project', 5],
    ] as const) {
      assert.equal(last(id, names(of, 1)), addDays(first, count - 1), id);
      assert.equal(last(id, names(of, 0.99)), undefined, id);
    }
    const list = Array.from({ length: 120 }, (_, i) => addDays(first, i));
    for (const [id, of, count] of [
      ['tasks-1', 'tasks', 1],
      ['tasks-50', 'tasks', 50],
      ['commits-10', 'commits', 10],
      ['focus-1', 'sessions', 1],
      ['focus-25', 'sessions', 25],
      ['goal-1', 'goalsMet', 1],
      ['goal-30', 'goalsMet', 30],
    ] as const) {
      assert.equal(last(id, { [of]: list }), addDays(first, count - 1), id);
      assert.equal(last(id, { [of]: list.slice(0, count - 1) }), undefined, id);
    }
    assert.equal(last('commits-10', { commits: [...list.slice(0, 9), first, first] }), undefined, 'days with commits');
    const quarter = (hours: number) => ({ totals: [day(first, hours)] });
    assert.deepEqual([last('first-day', quarter(0.25)), last('first-day', quarter(0.249))], [first, undefined]);
    const week = (hours: number) => ({ totals: onWorkdays(5, hours), today: addDays(first, 7) });
    assert.deepEqual(
      [0.25, 6, 6.01, 0.249].map((hours) => last('within-5', week(hours)) !== undefined),
      [true, true, false, false],
    );
    const days = (count: number) => ({ totals: onWorkdays(count, 1) });
    assert.deepEqual([last('days-20', days(25)), last('days-20', days(26))], [undefined, addDays(first, 25)]);
  });
});
