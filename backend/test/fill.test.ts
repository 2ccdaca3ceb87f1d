import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { addActivity, addPeople, batchesOf, giveKey } from '../bench/fill.ts';
import { newSecret } from '../src/accounts/secrets.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

/** All that a batch leaves, in the order in which it was stored; without what is random, and without times. */
const questions = [
  `select b.idempotency_key, u.email, o.name, a.source, a.day, a.level, a.language, a.alias, a.project, a.seconds
   from activities a join batches b on b.organization_id = a.organization_id and b.id = a.batch_id
   join users u on u.id = a.user_id join organizations o on o.id = a.organization_id order by a.id`,
  `select b.idempotency_key, s.organization_id, s.user_id, s.source, s.day, s.level, s.revision, s.measured_seconds, s.focus_seconds
   from shared_days s join batches b on b.organization_id = s.organization_id and b.id = s.batch_id order by day, user_id`,
  `select * from daily_totals order by day, user_id`,
  `select organization_id, user_id, idempotency_key, length(body_hash) as hash_bytes, level, source, days, items, outdated
   from batches order by idempotency_key, user_id`,
];

describe('the rows of the bench', function () {
  // Two servers' worth of tables.
  this.timeout(60_000);
  // More than one team.
  const people = { from: 18, to: 22, days: 4 };
  let server: TestServer;
  let sent: pg.Client;
  let made: pg.Client;

  before(async () => {
    server = await startTestServer();
    sent = new pg.Client({ connectionString: server.databaseUrl });
    made = new pg.Client({ connectionString: await database.createWithTables() });
    for (const db of [sent, made]) {
      await db.connect();
      await addPeople(db, people);
    }
  });
  after(async () => {
    await Promise.all([sent.end(), made.end()]);
    await server.stop();
  });

  it('are those that the same batches leave when they are sent', async () => {
    await addActivity(made, people);
    const teams = new Map<number, { readonly key: string; readonly team: string }>();
    for (const { person, batch } of batchesOf(people)) {
      const { key, team } = teams.get(person) ?? (await giveAccess(sent, person));
      teams.set(person, { key, team });
      const headers = { 'idempotency-key': `day-${batch.days[0]?.day}` };
      const path = `/activities/batches?organization=${team}`;
      const answer = await server.client(key).send('POST', path, { body: batch, headers });
      assert.equal(answer.status, 202, answer.text);
    }
    for (const question of questions) {
      const [wanted, had] = await Promise.all([sent.query(question), made.query(question)]);
      assert.ok(wanted.rows.length >= 16, question);
      assert.deepEqual(had.rows, wanted.rows, question);
    }
  });
});

async function giveAccess(db: pg.Client, person: number): Promise<{ readonly key: string; readonly team: string }> {
  const key = newSecret('key');
  const digest = createHash('sha256').update(key).digest();
  return { key, team: await giveKey(db, person, { digest, scope: 'share' }) };
}
