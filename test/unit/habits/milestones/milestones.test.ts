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
});
