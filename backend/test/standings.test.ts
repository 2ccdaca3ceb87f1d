import assert from 'node:assert/strict';
import { dayMs, hourMs } from '../../src/core/time/days.ts';
import { keepMonths } from '../src/cleanUp.ts';
import { connect } from '../src/database/connect.ts';
import { openPeriods, periodOf } from '../src/leaderboards/periods.ts';
import type { Person } from './harness/client.ts';
import { useLeaderboards } from './harness/leaderboards.ts';
import { testNow } from './harness/testNow.ts';
import { database } from './harness/testServer.ts';

describe('standings', () => {
  const on = useLeaderboards();

  it('are taken once, whichever instances are at it, and while someone leaves', async () => {
    const { id, people } = await on.board.makeTeam(3);
    for (const person of people) await on.board.share(person, { day: '2026-11-25', seconds: 3600, organization: id });
    const at = {
      url: on.server.databaseUrl,
      lock: `delete from leaderboard_participants where user_id = '${people[2]?.id}'`,
      waiting: 1,
    };
    const counts = await database.meetAt(at, () => Promise.all([on.board.take(), on.board.take()]));
    assert.equal(counts.filter((count) => count === 0).length, 1);
    assert.equal(await on.board.countRows('leaderboard_standings', `user_id = '${people[2]?.id}'`), 0);
    assert.equal(
      await on.board.countRows(
        'leaderboard_standings',
        `user_id = '${people[1]?.id}' and period = 'week' and metric = 'time'`,
      ),
      1,
    );
  });

  it('forget languages with the detail of days, and everything with the days', async () => {
    const { id, people } = await on.board.makeTeam(1);
    await on.board.share(people[0] as Person, { day: '2026-08-04', seconds: 3600, language: 'go', organization: id });
    await on.board.take(Date.parse('2026-08-05'));
    const count = (metric: string) =>
      on.board.countRows('leaderboard_standings', `user_id = '${people[0]?.id}' and metric = '${metric}'`);
    assert.ok((await count('language')) > 0);
    const { db } = connect(on.server.databaseUrl, 2, { onError: () => undefined });
    await keepMonths(db, testNow(), { detailMonths: 2, keepMonths: 0 });
    assert.equal(await count('language'), 0);
    assert.ok((await count('time')) > 0);
    await keepMonths(db, testNow(), { detailMonths: 2, keepMonths: 3 });
    await db.destroy();
    assert.ok((await count('time')) > 0);
    const again = connect(on.server.databaseUrl, 2, { onError: () => undefined });
    await keepMonths(again.db, testNow(), { detailMonths: 2, keepMonths: 2 });
    await again.db.destroy();
    assert.equal(await count('time'), 0);
  });
});

describe('periods of leaderboards', () => {
  it('begin on Mondays and firsts of months', () => {
    assert.deepEqual(periodOf('week', '2026-11-29'), { period: 'week', start: '2026-11-23', end: '2026-11-29' });
    assert.deepEqual(periodOf('month', '2028-02-10'), { period: 'month', start: '2028-02-01', end: '2028-02-29' });
  });

  it('stay open until a day and a half after they have ended everywhere', () => {
    const isOpen = (period: string, start: string, now: number): boolean =>
      openPeriods(now).some((one) => one.period === period && one.start === start);
    const end = Date.parse('2026-12-01T00:00:00Z') + 12 * hourMs;
    assert.ok(isOpen('month', '2026-11-01', end + 36 * hourMs - 1));
    assert.ok(!isOpen('month', '2026-11-01', end + 36 * hourMs));
    assert.ok(isOpen('day', '2026-12-01', Date.parse('2026-11-30T10:00:00Z')));
    assert.ok(openPeriods(end).length <= 12, String(openPeriods(end + dayMs).length));
  });
});
