import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../src/config.ts';
import { type EmbeddedDatabase, startEmbedded } from '../src/embedded/embedded.ts';
import { signIn, signUp } from './harness/client.ts';
import { batchOf, share } from './harness/organization.ts';
import { database, startTestServer } from './harness/testServer.ts';

const fast = ['fsync=off', 'full_page_writes=off'];

describe('a read replica', function () {
  this.timeout(60_000);
  const running: EmbeddedDatabase[] = [];
  after(() => Promise.all(running.map((one) => one.stop())));

  const start = async (folder: string, settings: readonly string[]): Promise<EmbeddedDatabase> => {
    const one = await startEmbedded(folder, settings);
    running.push(one);
    return one;
  };

  it('answers for dashboards, and the primary where it fails', async () => {
    const [folder, copy] = ['primary', 'replica'].map((name) => path.join(database.folder, name)) as [string, string];
    mkdirSync(folder);
    const first = await startEmbedded(folder, fast);
    const made = await startTestServer({ registration: 'open' }, first.url);
    const { email } = await signUp(made.client());
    await made.stop();
    await first.stop();
    // PostgreSQL's own streaming replication: https://www.postgresql.org/docs/18/warm-standby.html
    assert.equal(spawnSync('cp', ['-a', folder, copy]).status, 0);
    writeFileSync(path.join(copy, 'data', 'standby.signal'), '');
    const primary = await start(folder, fast);
    const replica = await start(copy, [...fast, `primary_conninfo=${primary.url}`]);
    const server = await startTestServer({ replicaUrl: replica.url }, primary.url);
    try {
      const person = await signIn(server.client(), email);
      const range = 'from=2026-11-01&to=2026-11-30';
      const total = async (): Promise<number> =>
        (await person.client.ok<{ totalSeconds: number }>('GET', `/dashboard?${range}`)).totalSeconds;
      await database.query('select pg_wal_replay_pause()', replica.url);
      await share(person, batchOf('2026-11-02', 60));
      assert.equal(await total(), 0, 'what the replica has not replayed is not shown');
      await database.query('select pg_wal_replay_resume()', replica.url);
      while ((await total()) !== 60) await sleep(10);
      for (const format of ['csv', 'pdf'])
        assert.equal(await person.client.status('GET', `/analytics/export?${range}&format=${format}`), 200);
      await share(person, batchOf('2026-11-03', 30));
      await replica.stop();
      assert.equal(await total(), 90);
      assert.ok(server.log.some(({ msg }) => msg === 'replica failed, the primary is asked'));
    } finally {
      await server.stop();
    }
  });

  it('is of a database that is named too', () =>
    assert.throws(
      () => readConfig({ DAYMARK_BACKEND_FOLDER: '/f', DAYMARK_BACKEND_REPLICA_URL: 'postgres://host/name' }),
      /DAYMARK_BACKEND_REPLICA_URL: set DATABASE_URL too/,
    ));
});
