import assert from 'node:assert/strict';
import { SyncServerError, type SyncProblem } from '../../../../src/core/sync/syncServer.ts';
import { SyncClient } from '../../../../src/integrations/backend/syncClient.ts';
import { jsonAnswer, ScriptedFetch } from '../../../fakes/http/scriptedFetch.ts';

const id = '0192f3a0-1111-7222-8333-444455556666';
const bytes = Buffer.from('sealed');
const text = bytes.toString('base64');
/** Base64 of so many characters, a multiple of four. */
const long = (characters: number): string => 'A'.repeat(characters);

describe('the client of sync', () => {
  let server: ScriptedFetch;
  const sync = new SyncClient('https://daymark.test', 't');
  beforeEach(() => (server = new ScriptedFetch()));
  afterEach(() => server.restore());

  const fails = (call: Promise<unknown>, problem: SyncProblem, message = '') =>
    assert.rejects(call, (error) => {
      assert.ok(error instanceof SyncServerError);
      assert.deepEqual([error.problem, error.message], [problem, message]);
      return true;
    });
  const sent = () => {
    const { method, url, headers, body } = server.sent.at(-1) ?? assert.fail('nothing was sent');
    assert.equal(headers.get('authorization'), 'Bearer t');
    return {
      call: `${method} ${url.pathname.replace('/api/v1/sync', '')}${url.search}`,
      type: headers.get('content-type'),
      body,
    };
  };

  it('sends what it is to change, as JSON or as bytes, and nothing else', async () => {
    const calls: [call: string, body: object | Buffer, run: () => Promise<unknown>, answer?: object][] = [
      [
        'POST /devices',
        { name: 'laptop', publicKey: text },
        () => sync.join('laptop', bytes),
        { data: { id, status: 'pending' } },
      ],
      [`POST /devices/${id}/admit`, { envelope: text }, () => sync.admit(id, bytes)],
      [`PUT /devices/${id}/segments/7`, bytes, () => sync.append(id, 7, bytes)],
      [`PUT /devices/${id}/segments/3/7`, bytes, () => sync.fold(id, { first: 3, sequence: 7 }, bytes)],
      [`POST /devices/${id}/recover`, { proof: text }, () => sync.recover(id, bytes)],
      [
        'PUT /recovery',
        { generation: 2, envelope: text, verifier: text },
        () => sync.offerRecovery({ generation: 2, envelope: bytes, verifier: bytes }),
      ],
      ['PUT /recovery', { generation: 3, envelope: null, verifier: null }, () => sync.offerRecovery({ generation: 3 })],
    ];
    for (const [call, body, run, answer = {}] of calls) {
      server.answers(jsonAnswer(answer));
      await run();
      const found = sent();
      assert.equal(found.call, call);
      if (Buffer.isBuffer(body)) assert.deepEqual([found.type, found.body], ['application/octet-stream', body]);
      else assert.deepEqual([found.type, JSON.parse(found.body.toString())], ['application/json', body]);
    }
    server.answers(jsonAnswer({}));
    await sync.revoke(id);
    assert.deepEqual(sent(), { call: `DELETE /devices/${id}`, type: null, body: Buffer.alloc(0) });
    assert.deepEqual(
      server.sent.map(({ redirect }) => redirect).filter((one) => one !== 'error'),
      [],
    );
    assert.deepEqual([...new Set(server.limits)], [30_000]);
  });

  const device = { id, name: 'laptop', status: 'active', publicKey: text, envelope: null, nextSequence: 3 };

  it('lists devices, with the keys that one has for this device', async () => {
    server.answers(jsonAnswer({ data: [device, { ...device, status: 'revoked', envelope: text }] }));
    const { envelope: _, ...known } = device;
    const found = { ...known, publicKey: bytes };
    assert.deepEqual(await sync.devices(), [found, { ...found, status: 'revoked', envelope: bytes }]);
    assert.equal(sent().call, 'GET /devices');
  });

  const segment = { position: 1, sequence: 1, deviceId: id, bytes: 0 };

  it('lists segments after a position', async () => {
    const data = [segment, { ...segment, position: 2, sequence: 5, first: 2, bytes: 90 }];
    server.answers(jsonAnswer({ data }));
    assert.deepEqual(await sync.segments(12, 500), data);
    assert.equal(sent().call, 'GET /segments?after=12&limit=500');
  });

  it('reads a segment, and the next ones together', async () => {
    server.answers(
      new Response(bytes),
      jsonAnswer({ data: [{ position: 4, body: text }] }),
      new Response('', { status: 404 }),
    );
    assert.deepEqual(await sync.read(4), bytes);
    assert.equal(sent().call, 'GET /segments/4');
    assert.deepEqual(await sync.contents(3), new Map([[4, bytes]]));
    assert.equal(sent().call, 'GET /contents?after=3');
    assert.deepEqual(await sync.contents(3), new Map(), 'an earlier server does not know this');
    server.answers(new Response('', { status: 401 }));
    await fails(sync.contents(3), 'signed-out');
  });

  it('reads what a recovery key opens, if there is something', async () => {
    server.answers(
      jsonAnswer({ data: { generation: 0, envelope: null } }),
      jsonAnswer({ data: { generation: 2, envelope: text } }),
    );
    assert.deepEqual(await sync.recovery(), { generation: 0 });
    assert.deepEqual(await sync.recovery(), { generation: 2, envelope: bytes });
    assert.equal(sent().call, 'GET /recovery');
  });

  describe('takes an answer at its bounds, and none beyond them', () => {
    const list = (data: unknown) => ({ data });
    const bounds: Record<string, { run: () => Promise<unknown>; within: object[]; beyond: object[] }> = {
      devices: {
        run: () => sync.devices(),
        within: [
          list(Array.from({ length: 1000 }, () => device)),
          list([{ ...device, name: 'x'.repeat(1000), publicKey: long(8192), envelope: long(8192), nextSequence: 1 }]),
          list([{ ...device, nextSequence: 1_000_000_000 }]),
        ],
        beyond: [
          list(Array.from({ length: 1001 }, () => device)),
          ...[
            { name: 'x'.repeat(1001) },
            { publicKey: long(8196) },
            { envelope: long(8196) },
            { nextSequence: 0 },
            { nextSequence: 1_000_000_001 },
            { nextSequence: 1.5 },
            { id: 'laptop' },
            { status: 'lost' },
            { publicKey: '?' },
          ].map((wrong) => list([{ ...device, ...wrong }])),
        ],
      },
      segments: {
        run: () => sync.segments(0, 1000),
        within: [list(Array.from({ length: 1000 }, () => segment)), list([{ ...segment, first: 1 }])],
        beyond: [
          list(Array.from({ length: 1001 }, () => segment)),
          ...[{ position: 0 }, { sequence: 0 }, { first: 0 }, { bytes: -1 }, { deviceId: 'x' }].map((wrong) =>
            list([{ ...segment, ...wrong }]),
          ),
        ],
      },
      contents: {
        run: () => sync.contents(0),
        within: [
          list(Array.from({ length: 1000 }, (_, i) => ({ position: i + 1, body: text }))),
          list([{ position: 1, body: long(1_599_900) }]),
        ],
        beyond: [
          list(Array.from({ length: 1001 }, (_, i) => ({ position: i + 1, body: text }))),
          list([{ position: 0, body: text }]),
          list([{ position: 1, body: '?' }]),
          list([{ position: 1, body: long(1_600_000) }]),
        ],
      },
      recovery: {
        run: () => sync.recovery(),
        within: [list({ generation: 0, envelope: long(500_000) })],
        beyond: [list({ generation: 0, envelope: long(500_004) }), list({ generation: -1, envelope: null })],
      },
      join: {
        run: () => sync.join('x', bytes),
        within: [list({ id, status: 'active' })],
        beyond: [list({ id, status: 'revoked' }), list({ id: 'x', status: 'active' })],
      },
    };
    for (const [name, { run, within, beyond }] of Object.entries(bounds))
      it(name, async () => {
        for (const answer of within) {
          server.answers(jsonAnswer(answer));
          assert.ok(await run());
        }
        for (const answer of beyond) {
          server.answers(jsonAnswer(answer));
          await fails(run(), 'unexpected');
        }
        server.answers(new Response('<html></html>'));
        await fails(run(), 'unexpected');
      });

    it('and a segment of the longest size with its surroundings', async () => {
      server.answers(new Response(Buffer.alloc(1_100_000)), new Response(Buffer.alloc(1_100_001)));
      assert.equal((await sync.read(1)).length, 1_100_000);
      await fails(sync.read(1), 'unexpected');
    });
  });

  for (const [status, problem] of [
    [300, 'unexpected'],
    [401, 'signed-out'],
    [403, 'refused'],
    [404, 'refused'],
    [409, 'conflict'],
    [413, 'full'],
    [429, 'busy'],
    [503, 'busy'],
    [500, 'unexpected'],
  ] as const)
    it(`says ${problem} for ${status}, in the server's words where it has some, and sends nothing again`, async () => {
      server.answers(
        jsonAnswer({ detail: 'x'.repeat(600) }, status),
        jsonAnswer({ detail: 7 }, status),
        new Response('<html></html>', { status }),
        new Response(null, { status }),
      );
      await fails(sync.read(1), problem, 'x'.repeat(500));
      for (let i = 0; i < 3; i++) await fails(sync.read(1), problem);
      assert.equal(server.sent.length, 4);
    });

  describe('where a connection breaks', () => {
    const broken = () => new TypeError('fetch failed');

    it('reads once more, and no more than that', async () => {
      server.answers(broken(), new Response(bytes));
      assert.deepEqual(await sync.read(1), bytes);
      server.answers(broken(), broken(), new Response(bytes));
      await fails(sync.read(1), 'unreachable');
      server.answers(broken(), new Response('', { status: 401 }));
      await fails(sync.read(1), 'signed-out');
    });

    it('sends nothing a second time', async () => {
      server.answers(broken(), jsonAnswer({}));
      await fails(sync.append(id, 1, bytes), 'unreachable');
      assert.equal(server.sent.length, 1);
    });

    it('doesn’t wait twice for a server that doesn’t answer in time', async () => {
      server.answers(new DOMException('too late', 'TimeoutError'), new Response(bytes));
      await fails(sync.read(1), 'unreachable');
      assert.equal(server.sent.length, 1);
    });
  });
});
