import assert from 'node:assert/strict';
import { dayMs } from '../../src/core/time/days.ts';
import { keepMonths } from '../src/cleanUp.ts';
import { type Database, connect } from '../src/database/connect.ts';
import { migrate, migrations } from '../src/database/migrate.ts';
import { sharableDays } from '../src/database/months.ts';
import { type Person, signUp } from './harness/client.ts';
import { batchOf, share } from './harness/organization.ts';
import { testNow } from './harness/testNow.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

const partitions = `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'activities'::regclass order by 1`;
const forever = { detailMonths: 20, keepMonths: 0 };

describe('months of activity', () => {
  const open: Database[] = [];
  afterEach(() => Promise.all(open.splice(0).map((db) => db.destroy())));
  const connectTo = (url: string): Database => {
    const { db } = connect(url, 2, { onError: () => undefined });
    open.push(db);
    return db;
  };
  const query = async (url: string, text: string) => (await database.query(text, url)).rows;

  it('come from the tables of the version before, with every row, and that version works on', async () => {
    const url = await database.create();
    const db = connectTo(url);
    await migrate(db, Object.fromEntries(Object.entries(migrations).slice(0, 1)));
    await query(
      url,
      `insert into organizations values ('00000000-0000-4000-8000-000000000001', 'o', true);
       insert into users (id, email, name, password_hash) values ('00000000-0000-4000-8000-000000000002', 'a@example.com', 'a', 'x');
       insert into memberships values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', 'owner');`,
    );
    // As the previous version writes: without an id, for any day.
    const write = (day: string, seconds: number) =>
      query(
        url,
        `insert into activities (organization_id, user_id, source, day, level, seconds, language, batch_id)
         values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', 's', '${day}', 'language', ${seconds}, 'go', gen_random_uuid()) returning id`,
      );
    const days = ['2003-02-01', '2025-06-30', '2026-11-01', '2026-11-30', '2190-01-01'];
    for (const [i, day] of days.entries()) await write(day, i);
    assert.deepEqual(await migrate(db), Object.keys(migrations).slice(1));
    const [{ id } = { id: 0 }] = await write('2026-11-15', 99);
    await keepMonths(db, Date.parse('2026-11-28'), forever);
    const rows = await query(
      url,
      `select day::text, seconds, tableoid::regclass::text as place from activities order by seconds`,
    );
    assert.deepEqual(
      rows.slice(0, 5).map(({ day, seconds }) => [day, seconds]),
      days.map((day, i) => [day, i]),
    );
    assert.deepEqual(
      rows.map(({ place }) => place),
      [
        'activities_default',
        'activities_2025_06',
        'activities_2026_11',
        'activities_2026_11',
        'activities_default',
        'activities_2026_11',
      ],
    );
    assert.ok(Number(id) > 5, 'ids go on');
    await query(url, `delete from organizations`);
    assert.equal((await query(url, 'select 1 from activities')).length, 0);
  });

  it('are made ahead once by several instances, and cover the months of detail', async () => {
    const url = await database.create();
    await migrate(connectTo(url));
    const kept = await Promise.all(
      [1, 2, 3].map(() =>
        keepMonths(connectTo(url), Date.parse('2026-12-31T23:00Z'), { detailMonths: 2, keepMonths: 0 }),
      ),
    );
    const made = kept.flatMap((one) => one.made).sort();
    assert.deepEqual(made, ['2026-10-01', '2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01']);
    assert.equal((await query(url, partitions)).length, 6);
  });

  describe('of a server', () => {
    let server: TestServer;
    let person: Person;
    before(async () => {
      const config = { registration: 'open', detailMonths: 3, requestsPerMinute: 1_000_000 } as const;
      // The copied tables have the usual months of detail.
      server = await startTestServer(config, await database.create());
      person = await signUp(server.client());
    });
    after(() => server.stop());

    const send = (day: string) =>
      person.client.send('POST', '/activities/batches', {
        body: batchOf(day, 60),
        headers: { 'idempotency-key': `key-of-${day}` },
      });

    it('take days from the first whose detail is kept to the last that has begun somewhere', async () => {
      const { from, to } = sharableDays(testNow(), 3);
      assert.deepEqual([from, to], ['2026-08-01', '2026-11-29']);
      for (const day of [from, to]) assert.equal((await send(day)).status, 202, day);
      for (const day of ['2026-07-31', '2026-11-30', '2000-01-01', '2199-12-31']) {
        const refused = await send(day);
        assert.equal(refused.status, 422, day);
        assert.match(refused.text, /takes days from 2026-08-01 to 2026-11-29/);
      }
    });

    it('are never made by what a client sends', async () => {
      const before = await query(server.databaseUrl, partitions);
      for (let month = 0; month < 24; month++) await send(`${2000 + month * 8}-0${(month % 9) + 1}-15`);
      assert.deepEqual(await query(server.databaseUrl, partitions), before);
      assert.equal((await query(server.databaseUrl, 'select 1 from activities_default')).length, 0);
    });

    it('fold to the time of each day, which can still be taken back by its source', async () => {
      const someone = await signUp(server.client());
      const items = [
        { project: 'secret-one', seconds: 600 },
        { project: 'secret-two', seconds: 300 },
      ];
      for (const source of ['laptop', 'desktop'])
        await share(someone, {
          level: 'project',
          source,
          days: ['2026-08-31', '2026-09-01'].map((day) => ({ day, revision: 1, items })),
        });
      const db = connectTo(server.databaseUrl);
      const later = Date.parse('2026-12-03');
      assert.ok((await keepMonths(db, later, { detailMonths: 3, keepMonths: 0 })).folded >= 1);
      assert.equal((await keepMonths(db, later, { detailMonths: 3, keepMonths: 0 })).folded, 0);
      const listed = async () =>
        (
          await someone.client.ok<{ items: { day: string; level: string; seconds: number; project: string | null }[] }>(
            'GET',
            '/activities?sort=day',
          )
        ).items;
      const folded = (await listed()).filter(({ day }) => day === '2026-08-31');
      assert.deepEqual(
        folded.map(({ level, seconds, project }) => [level, seconds, project]),
        [
          ['totals', 900, null],
          ['totals', 900, null],
        ],
      );
      assert.equal((await listed()).filter(({ project }) => project !== null).length, 4);
      const total = async () =>
        (await someone.client.ok<{ totalSeconds: number }>('GET', '/dashboard?from=2026-08-01&to=2026-08-31'))
          .totalSeconds;
      assert.equal(await total(), 1800);
      await someone.client.ok('DELETE', '/activities?from=2026-08-01&to=2026-08-31&source=laptop');
      assert.equal(await total(), 900);
    });

    it('fold nothing back that is taken back at the same time', async () => {
      const someone = await signUp(server.client());
      await share(someone, {
        level: 'language',
        source: 's',
        days: [{ day: '2026-08-02', revision: 1, items: [{ language: 'go', seconds: 60 }] }],
      });
      const db = connectTo(server.databaseUrl);
      await db.updateTable('activity_months').set({ folded_at: null }).execute();
      const at = {
        url: server.databaseUrl,
        waiting: 2,
        lock: `select from memberships where user_id = '${someone.id}' for update`,
      };
      await database.meetAt(at, () =>
        Promise.all([
          keepMonths(db, Date.parse('2026-12-03'), { detailMonths: 3, keepMonths: 0 }),
          someone.client.ok('DELETE', '/activities?from=2026-08-01&to=2026-08-31'),
        ]),
      );
      const left = await query(server.databaseUrl, `select 1 from activities where user_id = '${someone.id}'`);
      assert.equal(left.length, 0);
    });

    it('are dropped with their totals and receipts once they are older than what is kept', async () => {
      const db = connectTo(server.databaseUrl);
      const { dropped } = await keepMonths(db, testNow() + 40 * dayMs, { detailMonths: 3, keepMonths: 4 });
      assert.deepEqual(dropped, ['2026-08-01']);
      const names = (await query(server.databaseUrl, partitions)).map(({ name }) => name);
      assert.ok(!names.includes('activities_2026_08') && names.includes('activities_2026_09'));
      for (const table of ['activities', 'shared_days', 'daily_totals'])
        assert.equal(
          (await query(server.databaseUrl, `select 1 from ${table} where day < '2026-09-01'`)).length,
          0,
          table,
        );
      assert.equal((await query(server.databaseUrl, `select 1 from daily_totals`)).length > 0, true);
    });
  });
});
