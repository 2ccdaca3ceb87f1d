import assert from 'node:assert/strict';
import path from 'node:path';
import { compareAll, errorOf, errorsOf, misplaced, trackers } from '../../../bench/time/compare.ts';
import { errorsOfDraws } from '../../../bench/time/drawnTitles.ts';
import { truthDays } from '../../truth/days/index.ts';
import { loadDays } from '../../truth/load.ts';
import { withoutTitles } from '../../truth/mixedActs.ts';
import { workMinutesOf } from '../../truth/presence.ts';
import { readScript } from '../../truth/script.ts';

/** Days are played once for all tests. */
let compared: ReturnType<typeof compareAll>;

describe('the ground truth', () => {
  before(function () {
    this.timeout(60_000);
    compared = compareAll();
  });

  it('has at least 40 days, each with its own name', () => {
    assert.ok(compared.length >= 40);
    assert.equal(new Set(compared.map(({ day }) => day.id)).size, compared.length);
  });

  it('has kinds and projects that are no more than the whole', () => {
    for (const { day } of compared)
      for (const parts of [day.kinds, day.projects]) {
        const sum = Object.values(parts ?? {}).reduce((total, minutes) => total + minutes, 0);
        assert.ok(sum <= day.minutes, day.id);
      }
  });

  it('is met within 5 % on every day, and within 2 % on average', () => {
    const off = compared.filter((one) => Math.abs(errorOf(one, 'daymark')) > 5);
    assert.deepEqual(
      off.map(({ day, minutes }) => [day.id, day.minutes, minutes.daymark]),
      [],
    );
    assert.ok(errorsOf(compared, 'daymark').mae_percent < 2);
  });

  it('is met better than by the rules of any other tracker, on average and on the worst day', () => {
    const own = errorsOf(compared, 'daymark');
    for (const tracker of trackers.slice(1)) {
      const other = errorsOf(compared, tracker);
      assert.ok(own.mae_percent < other.mae_percent && own.worst_percent < other.worst_percent, tracker);
    }
  });

  it('is met in kinds and projects, too: no more than 5 % of a day is told under another name', () => {
    const off = compared.flatMap(({ day, told }) => {
      const kinds = day.kinds ? misplaced(told.kinds, day.kinds) : 0;
      const projects = day.projects ? misplaced(told.projects, day.projects) : 0;
      return Math.max(kinds, projects) > 5 ? [[day.id, kinds, projects]] : [];
    });
    assert.deepEqual(off, []);
  });

  it('is met by the time of machines within 2 minutes', () => {
    const off = compared.filter(({ day, told }) => Math.abs(told.machine - (day.machine ?? told.machine)) > 2);
    assert.deepEqual(
      off.map(({ day, told }) => [day.id, day.machine, told.machine]),
      [],
    );
  });

  it('is played the same at every run', () => {
    const again = compareAll(compared.slice(0, 3).map(({ day }) => day));
    assert.deepEqual(
      again.map(({ minutes }) => minutes),
      compared.slice(0, 3).map(({ minutes }) => minutes),
    );
  });
});

describe('the independent days', () => {
  const folder = (name: string): string => path.join(import.meta.dirname, '../../truth', name);

  it('are at least 40, a third of them held out, each with its own name', async () => {
    const [shown, heldOut] = [await loadDays(folder('independent')), await loadDays(folder('held-out'))];
    const all = [...truthDays, ...shown, ...heldOut];
    assert.ok(shown.length + heldOut.length >= 40);
    assert.ok(heldOut.length * 3 >= shown.length + heldOut.length);
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  });

  it('say minutes that their scripts add up to', async () => {
    for (const name of ['independent', 'held-out'])
      for (const { id, script, minutes } of await loadDays(folder(name)))
        assert.ok(Math.abs(workMinutesOf(script) - minutes) < 0.01, `${id}: ${workMinutesOf(script)}`);
  });

  it('are met within 10 % on every day, within 2 % on average, and better than by any other tracker', async () => {
    const days = compareAll(await loadDays(folder('independent')));
    const own = errorsOf(days, 'daymark');
    assert.ok(own.worst_percent < 10 && own.mae_percent < 2, JSON.stringify(own));
    for (const tracker of trackers.slice(1)) assert.ok(own.mae_percent < errorsOf(days, tracker).mae_percent, tracker);
  }).timeout(60_000);
});

describe('the days of authors who had not read the rules', () => {
  const folder = (name: string): string => path.join(import.meta.dirname, '../../truth', name);

  it('have a third kept aside, and minutes that their scripts add up to', async () => {
    const shown = [...(await loadDays(folder('authors'))), ...(await loadDays(folder('mixed')))];
    const aside = [...(await loadDays(folder('held-out-authors'))), ...(await loadDays(folder('held-out-mixed')))];
    assert.deepEqual([shown.length, aside.length], [24, 12]);
    assert.equal(new Set([...shown, ...aside].map(({ id }) => id)).size, 36);
    for (const name of ['authors', 'held-out-authors'])
      for (const { id, script, minutes } of await loadDays(folder(name)))
        assert.ok(Math.abs(workMinutesOf(script) - minutes) < 0.02, `${id}: ${workMinutesOf(script)}`);
  });

  it('are met better than by any other tracker, and mixed days within 3.5 % on average, or 5.5 % where videos have no titles', async () => {
    const mixed = await loadDays(folder('mixed'));
    for (const [days, most] of [
      [mixed, 3.5],
      [mixed.map(withoutTitles), 5.5],
    ] as const) {
      const errors = errorsOf(compareAll(days), 'daymark');
      assert.ok(errors.mae_percent < most, JSON.stringify(errors));
    }
    const authors = compareAll(await loadDays(folder('authors')));
    for (const tracker of trackers.slice(1))
      assert.ok(errorsOf(authors, 'daymark').mae_percent < errorsOf(authors, tracker).mae_percent, tracker);
  }).timeout(60_000);

  it('have the minutes of the stretches that their authors call work, where they are mixed', async () => {
    for (const name of [
      'mixed',
      'held-out-mixed',
      'mixed-later',
      'held-out-mixed-later',
      'mixed-blind',
      'mixed-blind-later',
    ])
      for (const { id, work = [], minutes } of await loadDays(folder(name))) {
        const sum = work
          .flatMap((stretch) => readScript(`${stretch} work`))
          .reduce((ms, { from, to }) => ms + to - from, 0);
        assert.ok(Math.abs(sum / 60_000 - minutes) < 0.02, `${id}: ${sum / 60_000}`);
      }
  });

  it('are met the better, the more the titles of their videos say', async () => {
    const days = (await loadDays(folder('mixed'))).filter(({ id }) => id === 'A-m1-web-developer');
    const meanOf = (lesson: string) =>
      errorsOfDraws(days, { lessons: [lesson], pastimes: ['Official trailer'] }, 2).map(Math.round);
    assert.deepEqual(
      [meanOf('Lecture 3: CSS'), meanOf('Anchors aweigh'), meanOf('Anchors: the movie')],
      [
        [2, 2],
        [2, 2],
        [10, 10],
      ],
    );
  });
});
