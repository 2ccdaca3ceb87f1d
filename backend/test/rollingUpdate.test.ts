import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { type Database, connect } from '../src/database/connect.ts';
import { migrate, migrations } from '../src/database/migrate.ts';
import { signUp } from './harness/client.ts';
import { batchOf, share } from './harness/organization.ts';
import { database, startTestServer } from './harness/testServer.ts';

interface Column {
  readonly type: string;
  readonly isRequired: boolean;
}

describe('a rolling update', () => {
  let db: Database | undefined;
  const connectTo = (url: string): Database => (db = connect(url, 2, { onError: () => undefined }).db);
  afterEach(() => db?.destroy());

  /** The columns that an insert may name, and those that it must. */
  async function columnsOf(url: string): Promise<Map<string, Column>> {
    const { rows } = await database.query(
      `select table_name || '.' || column_name as name, data_type as type,
         is_nullable = 'NO' and column_default is null and is_identity = 'NO' as required
       from information_schema.columns where table_schema = 'public' and table_name !~ '^activities_'`,
      url,
    );
    return new Map(
      rows.map(({ name, type, required }) => [String(name), { type: String(type), isRequired: required === true }]),
    );
  }

  it('finds what the version before reads and writes after every step', async () => {
    const url = await database.create();
    const one = connectTo(url);
    const steps = Object.entries(migrations);
    let before = new Map<string, Column>();
    for (const [i, [name]] of steps.entries()) {
      await migrate(one, Object.fromEntries(steps.slice(0, i + 1)));
      const after = await columnsOf(url);
      const tables = new Set([...before.keys()].map((column) => column.split('.')[0]));
      for (const [column, { type }] of before) assert.equal(after.get(column)?.type, type, `${name}: ${column}`);
      for (const [column, { isRequired }] of after)
        if (isRequired && tables.has(column.split('.')[0]))
          assert.ok(before.get(column)?.isRequired, `${name}: ${column} must be given since`);
      before = after;
    }
    assert.ok(before.size > 100);
  });

  it('is noticed by no request to the version before, while the next one migrates', async () => {
    const server = await startTestServer({ registration: 'open' });
    try {
      const person = await signUp(server.client());
      const next = {
        async up(trx: Parameters<(typeof migrations)[string]['up']>[0]) {
          await sql`alter table shared_days add column later text`.execute(trx);
          await sql`select pg_sleep(0.3)`.execute(trx);
        },
      };
      let isMigrating = true;
      const migrated = migrate(connectTo(server.databaseUrl), { ...migrations, '9999-later': next }).finally(
        () => (isMigrating = false),
      );
      let revision = 0;
      do {
        revision += 1;
        await share(person, batchOf('2026-11-02', revision, { source: `source-${revision}` }));
        await signUp(server.client());
      } while (isMigrating);
      assert.deepEqual(await migrated, ['9999-later']);
      await share(person, batchOf('2026-11-02', 1, { source: 'after' }));
      const at = '/dashboard?from=2026-11-01&to=2026-11-30';
      const { totalSeconds } = await person.client.ok<{ totalSeconds: number }>('GET', at);
      assert.equal(totalSeconds, (revision * (revision + 1)) / 2 + 1);
    } finally {
      await server.stop();
    }
  });
});
