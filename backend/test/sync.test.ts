import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type Client, type Person, signIn, signUp } from './harness/client.ts';
import { followEvents } from './harness/eventReader.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

interface Device {
  readonly id: string;
  readonly status: string;
}
interface Listed {
  readonly position: number;
  readonly sequence: number;
  readonly first?: number;
  readonly deviceId: string;
}

describe('sync', () => {
  let server: TestServer;
  before(async () => (server = await startTestServer({ registration: 'open', syncBytes: 200_000 })));
  after(() => server.stop());

  const join = (client: Client, name = 'Laptop') =>
    client.ok<Device>('POST', '/sync/devices', { name, publicKey: randomBytes(32).toString('base64') });
  const put = (client: Client, at: { readonly device: Device; readonly sequence: number }, body: Uint8Array) =>
    client.send('PUT', `/sync/devices/${at.device.id}/segments/${at.sequence}`, { body });
  const read = async (client: Client, position: number) =>
    (await client.send('GET', `/sync/segments/${position}`)).text;

  /** Two devices of one person, the second admitted by the first. */
  async function pair(): Promise<{ person: Person; first: Client; second: Client; devices: [Device, Device] }> {
    const person = await signUp(server.client());
    const other = (await signIn(server.client(), person.email)).client;
    const devices: [Device, Device] = [await join(person.client), await join(other, 'Desktop')];
    await person.client.ok('POST', `/sync/devices/${devices[1].id}/admit`, { envelope: 'c2VhbGVk' });
    return { person, first: person.client, second: other, devices };
  }

  it('admits a new device only by one that is active', async () => {
    const person = await signUp(server.client());
    const other = (await signIn(server.client(), person.email)).client;
    const device = await join(person.client);
    assert.equal(device.status, 'active');
    const waiting = await join(other);
    assert.equal(waiting.status, 'pending');
    assert.equal((await put(other, { device: waiting, sequence: 1 }, Buffer.from('x'))).status, 403);
    assert.equal(await other.status('GET', '/sync/segments'), 403);
    assert.equal(await other.status('POST', `/sync/devices/${waiting.id}/admit`, { envelope: 'YQ==' }), 403);
    await person.client.ok('POST', `/sync/devices/${waiting.id}/admit`, { envelope: 'c2VhbGVk' });
    const [, own] = await other.ok<{ envelope: string }[]>('GET', '/sync/devices');
    assert.equal(own?.envelope, 'c2VhbGVk');
    assert.equal((await put(other, { device: waiting, sequence: 1 }, Buffer.from('x'))).status, 200);
  });

  it('appends without gaps, takes the same again, and overwrites nothing', async () => {
    const { first, devices } = await pair();
    const [device] = devices;
    assert.equal((await put(first, { device, sequence: 2 }, Buffer.from('two'))).status, 409);
    const at = { url: server.databaseUrl, lock: 'lock table segments in exclusive mode', waiting: 3 };
    const answers = await database.meetAt(at, () =>
      Promise.all(Array.from({ length: 4 }, () => put(first, { device, sequence: 1 }, Buffer.from('one')))),
    );
    assert.deepEqual(
      answers.map(({ data }) => data),
      Array(4).fill({ position: 1, sequence: 1 }),
    );
    assert.equal((await put(first, { device, sequence: 1 }, Buffer.from('other'))).status, 409);
    assert.equal((await put(first, { device, sequence: 2 }, Buffer.alloc(0))).status, 422);
    assert.equal(await read(first, 1), 'one');
  });

  it('shows every device the same order, and passes nothing by while others upload', async () => {
    const { first, second, devices } = await pair();
    const [device, other] = devices;
    const seen: Listed[] = [];
    let isDone = false;
    const reader = (async () => {
      for (let last = false; ;) {
        const page = await second.ok<Listed[]>('GET', `/sync/segments?after=${seen.at(-1)?.position ?? 0}&limit=3`);
        seen.push(...page);
        if (page.length === 0 && last) return;
        last = isDone;
      }
    })();
    const upload = async (client: Client, of: Device): Promise<void> => {
      for (let sequence = 1; sequence <= 15; sequence += 1)
        assert.equal((await put(client, { device: of, sequence }, randomBytes(50))).status, 200);
    };
    await Promise.all([upload(first, device), upload(second, other)]);
    isDone = true;
    await reader;
    assert.deepEqual(
      seen.map(({ position }) => position),
      Array.from({ length: 30 }, (_one, i) => i + 1),
    );
    for (const { id } of devices)
      assert.deepEqual(
        seen.filter(({ deviceId }) => deviceId === id).map(({ sequence }) => sequence),
        Array.from({ length: 15 }, (_one, i) => i + 1),
      );
  });

  it('streams what the account’s devices sync, on any instance, and nothing of other accounts', async () => {
    const path = '/sync/events';
    const [{ first, second, devices }, stranger, other] = await Promise.all([
      pair(),
      pair(),
      startTestServer({}, server.databaseUrl),
    ]);
    const stream = await followEvents(other, second.token, { path });
    try {
      assert.deepEqual(await stream.next(), { event: 'hello', id: '0', data: {} });
      await put(stranger.first, { device: stranger.devices[0], sequence: 1 }, Buffer.from('theirs'));
      for (const sequence of [1, 2]) {
        await put(first, { device: devices[0], sequence }, Buffer.from('mine'));
        assert.deepEqual(await stream.next(), { event: 'synced', id: String(sequence), data: {} });
      }
      await second.ok('POST', '/auth/logout');
      await put(first, { device: devices[0], sequence: 3 }, Buffer.from('mine'));
      assert.equal(await stream.next(), undefined, 'it ends with the session');
    } finally {
      stream.close();
      await other.stop();
    }
  });

  it('folds segments that follow each other into one, and none across another device or of another’s', async () => {
    const { first, second, devices } = await pair();
    const [device, other] = devices;
    const fold = (client: Client, [from, to]: readonly [number, number], bytes: Uint8Array) =>
      client.send('PUT', `/sync/devices/${device.id}/segments/${from}/${to}`, { body: bytes });
    const bytesOf = async (): Promise<unknown> => {
      const from = `sync_accounts a join devices d using (user_id) where d.id = '${device.id}'`;
      return (await database.query(`select a.bytes::int as bytes from ${from}`, server.databaseUrl)).rows[0]?.['bytes'];
    };
    for (let sequence = 1; sequence <= 4; sequence++)
      await put(first, { device, sequence }, Buffer.from(`segment ${sequence}`));
    await put(second, { device: other, sequence: 1 }, Buffer.from('between'));
    await put(first, { device, sequence: 5 }, Buffer.from('segment 5'));
    const body = Buffer.from('one to four');
    assert.equal((await fold(first, [1, 5], body)).status, 409, 'another device is between');
    assert.equal((await fold(first, [2, 7], body)).status, 409, 'not there');
    assert.equal((await fold(first, [3, 3], body)).status, 422);
    assert.equal((await fold(first, [1, 4], Buffer.alloc(37))).status, 422, 'more than before');
    assert.equal((await fold(second, [1, 4], body)).status, 403);
    const stranger = await signUp(server.client());
    assert.equal((await fold(stranger.client, [1, 4], body)).status, 404);
    for (let i = 0; i < 2; i++)
      assert.deepEqual((await fold(first, [1, 4], body)).data, { position: 4, first: 1, sequence: 4 });
    assert.equal((await fold(first, [1, 4], Buffer.from('other'))).status, 409, 'only what was not folded');
    assert.equal(await bytesOf(), 'one to four'.length + 'between'.length + 'segment 5'.length);
    const listed = await second.ok<Listed[]>('GET', '/sync/segments');
    assert.deepEqual(
      listed.map((one) => [one.position, one.first ?? one.sequence, one.sequence]),
      [
        [4, 1, 4],
        [5, 1, 1],
        [6, 5, 5],
      ],
    );
    assert.equal(await read(second, 4), 'one to four');
    // Folded segments aren't taken again.
    assert.equal((await put(first, { device, sequence: 2 }, Buffer.from('segment 2'))).status, 409);
    assert.equal((await put(first, { device, sequence: 6 }, Buffer.from('segment 6'))).status, 200);
    // Another time, with what was folded before.
    await put(first, { device, sequence: 7 }, Buffer.from('segment 7'));
    assert.equal((await fold(first, [5, 7], Buffer.from('five to seven'))).status, 200);
    await first.ok('DELETE', `/sync/devices/${other.id}`);
  });

  it('ends a revoked device, its session, and nothing else', async () => {
    const { first, second, devices } = await pair();
    await put(second, { device: devices[1], sequence: 1 }, Buffer.from('kept'));
    await first.ok('DELETE', `/sync/devices/${devices[1].id}`);
    assert.equal(await second.status('GET', '/users/me'), 401);
    assert.equal(await read(first, 1), 'kept');
  });

  it('keeps the bytes of one person from another, and from who holds another session', async () => {
    const { person, first, devices } = await pair();
    await put(first, { device: devices[0], sequence: 1 }, Buffer.from('mine'));
    const stranger = await signUp(server.client());
    await join(stranger.client);
    assert.equal(await stranger.client.status('GET', '/sync/segments/1'), 404);
    assert.equal((await put(stranger.client, { device: devices[0], sequence: 2 }, Buffer.from('x'))).status, 404);
    assert.equal(await stranger.client.status('DELETE', `/sync/devices/${devices[0].id}`), 404);
    const another = (await signIn(server.client(), person.email)).client;
    assert.equal((await put(another, { device: devices[0], sequence: 2 }, Buffer.from('x'))).status, 403);
  });

  it('stores no more than the account may', async () => {
    const { first, devices } = await pair();
    const [device] = devices;
    assert.equal((await put(first, { device, sequence: 1 }, randomBytes(150_000))).status, 200);
    assert.equal((await put(first, { device, sequence: 2 }, randomBytes(60_000))).status, 413);
    assert.equal((await put(first, { device, sequence: 2 }, randomBytes(40_000))).status, 200);
    const { rows } = await database.query('select sum(bytes)::int as bytes from sync_accounts', server.databaseUrl);
    assert.ok(Number(rows[0]?.['bytes']) >= 190_000);
  });
});
