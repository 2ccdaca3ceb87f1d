import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { watchJournals } from '../../../src/storage/journal/watchJournals.ts';
import { clock, eventually, StartedHub } from './startedHub.ts';

const address = '/api/daymark/v1/events';

/** A client of the stream, with the text that it has read so far. */
interface Client {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  text: string;
  isOver: boolean;
  readonly close: () => void;
}

function listen(hub: StartedHub, headers: Record<string, string>): Promise<Client> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: hub.hub.port, path: address, headers, agent: false }, (answer) => {
      const { statusCode: status = 0 } = answer;
      const client = { status, headers: answer.headers, text: '', isOver: false, close: () => sent.destroy() };
      answer.on('data', (part: Buffer) => (client.text += part.toString()));
      answer.on('close', () => (client.isOver = true));
      answer.on('error', () => undefined);
      resolve(client);
    });
    sent.on('error', reject);
    sent.end();
  });
}

const events = ({ text }: Client): number => text.split('event: change').length - 1;
const lastId = ({ text }: Client): string => [...text.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? '';

describe('server-sent events of the hub', () => {
  let hub: StartedHub;
  let bearer: { authorization: string };
  const start = async (limits = {}): Promise<void> => {
    hub = await new StartedHub().start([0], limits);
    bearer = { authorization: `Bearer ${hub.token('read')}` };
  };
  afterEach(() => hub.stop());

  it('tell of each change, with no names, to every client that may read', async () => {
    await start();
    const clients = [await listen(hub, bearer), await listen(hub, bearer)];
    assert.equal(clients[0]?.headers['content-type'], 'text/event-stream');
    hub.changed.fire();
    for (const client of clients) await eventually(() => assert.equal(events(client), 1));
    assert.match(clients[0]?.text ?? '', /^data: \{"at":\d+\}$/m);
    const write = await hub.send(address, { headers: { authorization: `Bearer ${hub.token('write')}` } });
    assert.deepEqual([write.status, (await hub.send(address)).status], [403, 401]);
  });

  it('tell a client that comes back what it missed, once, and one that missed nothing nothing', async () => {
    await start();
    const first = await listen(hub, bearer);
    const other = await listen(hub, bearer);
    await eventually(() => assert.notEqual(lastId(first), ''));
    const id = lastId(first);
    first.close();
    const same = await listen(hub, { ...bearer, 'last-event-id': id });
    hub.changed.fire();
    hub.changed.fire();
    await eventually(() => assert.deepEqual([events(other), events(same)], [2, 2]));
    const missed = await listen(hub, { ...bearer, 'last-event-id': id });
    await eventually(() => assert.equal(events(missed), 1));
    assert.equal(lastId(missed), lastId(other));
    const ofOtherRun = await listen(hub, { ...bearer, 'last-event-id': 'x-2' });
    await eventually(() => assert.equal(events(ofOtherRun), 1));
  });

  it('tell of what happened while nobody listened', async () => {
    await start();
    const first = await listen(hub, bearer);
    await eventually(() => assert.notEqual(lastId(first), ''));
    first.close();
    await eventually(() => assert.equal(hub.listeners, 0));
    const again = await listen(hub, { ...bearer, 'last-event-id': lastId(first) });
    await eventually(() => assert.equal(events(again), 1));
  });

  it('show signs of life', async () => {
    await start({ eventBeatMs: 20 });
    const client = await listen(hub, bearer);
    await eventually(() => assert.ok(client.text.split('\n: still here\n').length > 2, client.text));
  });

  it('are bounded for each token and for all, and end with the hub', async () => {
    await start({ eventStreams: 3, eventStreamsPerToken: 2 });
    const mine = [await listen(hub, bearer), await listen(hub, bearer)];
    const refused = await hub.send(address, { headers: bearer });
    assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '10']);
    const others = { authorization: `Bearer ${hub.token('read')}` };
    await listen(hub, others);
    assert.equal((await hub.send(address, { headers: others })).status, 429);
    mine[0]?.close();
    await eventually(async () => assert.equal((await listen(hub, bearer)).status, 200));
    await hub.hub.close();
    await eventually(() => assert.ok(mine[1]?.isOver));
  });

  it('end when their token is revoked', async () => {
    await start();
    const client = await listen(hub, bearer);
    const other = await listen(hub, { authorization: `Bearer ${hub.token('read')}` });
    hub.changed.fire();
    await eventually(() => assert.deepEqual([events(client), events(other)], [1, 1]));
    hub.tokens.revoke(hub.tokens.list()[0]?.id ?? '');
    hub.changed.fire();
    await eventually(() => assert.deepEqual([client.isOver, events(other)], [true, 2]));
    assert.equal(events(client), 1);
    assert.equal((await hub.send(address, { headers: bearer })).status, 401);
  });

  it('drop a client that does not read', async () => {
    await start({ eventBytes: 1_000_000, eventStreamsPerToken: 2 });
    const client = await listen(hub, bearer);
    await eventually(() => assert.notEqual(lastId(client), ''));
    await new Promise<void>((resolve) => {
      request({ host: '127.0.0.1', port: hub.hub.port, path: address, headers: bearer, agent: false }, (answer) => {
        answer.on('error', () => undefined);
        answer.pause();
        resolve();
      }).end();
    });
    assert.equal((await hub.send(address, { headers: bearer })).status, 429);
    // More than the buffers of a socket hold.
    let fired = 0;
    await eventually(async () => {
      for (let i = 0; i < 5000; i++) hub.changed.fire();
      fired += 5000;
      await eventually(() => assert.equal(events(client), fired));
      assert.equal((await listen(hub, bearer)).status, 200);
    });
    assert.equal(client.isOver, false);
  });

  it('come from whatever is written to the folder of the journals', async () => {
    await start();
    const folder = mkdtempSync(path.join(tmpdir(), 'daymark-watch-'));
    let told = 0;
    const listening = watchJournals({ folder, clock })(() => told++);
    writeFileSync(path.join(folder, 'other.ndjson'), 'x');
    await eventually(() => assert.equal(told, 1));
    listening.dispose();
    rmSync(folder, { recursive: true });
  });
});
