import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { keepMonths } from '../src/cleanUp.ts';
import { type Connection, connect } from '../src/database/connect.ts';
import { migrate, migrations } from '../src/database/migrate.ts';
import { readDays, readParts } from '../src/sharing/ownDays.ts';
import { database } from './harness/testServer.ts';

const owner = { organizationId: randomUUID(), userId: randomUUID() };
const year = { from: '2025-11-01', to: '2026-10-31' };
const kept = { detailMonths: 12, keepMonths: 0 };

describe("the dashboard's questions", function () {
  // Every migration, and a year of months.
  this.timeout(60_000);
  let connection: Connection;
  let client: pg.Client;
  const asked: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];

  before(async () => {
    const url = await database.create();
    connection = connect(url, 2, {
      onError: () => undefined,
      onQuery: ({ query: { sql, parameters } }) => void asked.push({ sql, parameters }),
    });
    client = new pg.Client({ connectionString: url });
    await client.connect();
    // Some months are there already, others are made later.
    const steps = Object.entries(migrations);
    const covering = steps.findIndex(([name]) => name === '0015-covering-indexes');
    await migrate(connection.db, Object.fromEntries(steps.slice(0, covering)));
    await keepMonths(connection.db, Date.parse('2026-03-15'), kept);
    await addYear();
    await migrate(connection.db);
    await keepMonths(connection.db, Date.parse('2026-11-15'), kept);
    await client.query('vacuum analyze');
  });
  after(async () => {
    await client.end();
    await connection.db.destroy();
  });

  /** A row a day, of which those of months without a partition go to the default one. */
  async function addYear(): Promise<void> {
    const { organizationId, userId } = owner;
    await client.query(`
      insert into organizations values ('${organizationId}', 'o', true);
      insert into users (id, email, name, password_hash) values ('${userId}', 'a@example.com', 'a', 'x');
      insert into memberships values ('${organizationId}', '${userId}', 'owner');
      insert into activities (organization_id, user_id, source, day, level, language, seconds, batch_id)
        select '${organizationId}', '${userId}', 's', day, 'language', 'go', 60, gen_random_uuid()
        from generate_series(date '${year.from}', date '${year.to}', interval '1 day') day;
      insert into daily_totals select organization_id, user_id, day, seconds from activities;`);
  }

  /** The plan of the last question, where rows of a table are looked at only if there is no other way. */
  async function planOf(): Promise<string> {
    const { sql, parameters } = asked.at(-1) ?? assert.fail('nothing was asked');
    await client.query('set enable_seqscan = off; set enable_bitmapscan = off');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

  it('read a year of days from the index alone', async () => {
    assert.equal((await readDays(connection.db, owner, year)).length, 365);
    assert.match(await planOf(), /Index Only Scan using daily_totals_pkey/);
  });

  for (const by of ['language', 'alias', 'project'] as const)
    it(`read a year by ${by} from the indexes of its months alone`, async () => {
      const parts = await readParts(connection.db, owner, { ...year, by });
      assert.deepEqual(parts, by === 'language' ? [{ name: 'go', seconds: 365 * 60 }] : []);
      const plan = await planOf();
      const scans = plan.match(/\w+ Scan using activities_\w+/g) ?? [];
      assert.ok(scans.length >= 12, plan);
      assert.deepEqual(
        scans.filter((scan) => !/^Only Scan using activities_(?:\d{4}_\d\d|default)_pkey$/.test(scan)),
        [],
        plan,
      );
    });

  it('have one process, and compile nothing', async () => {
    const { rows } = await connection.pool.query<{ jit: string; workers: string }>(
      `select current_setting('jit') as jit, current_setting('max_parallel_workers_per_gather') as workers`,
    );
    assert.deepEqual(rows, [{ jit: 'off', workers: '0' }]);
  });
});
