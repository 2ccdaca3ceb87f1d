import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { BackendError, type BackendProblem } from '../../../../src/integrations/backend/backendClient.ts';
import { streamEvents, type StreamItem } from '../../../../src/integrations/backend/eventStream.ts';
import { ScriptedFetch, type ScriptedAnswer } from '../../../fakes/http/scriptedFetch.ts';

const pushed = {
  event: 'push',
  repo: 'acme/shop',
  isPrivate: true,
  defaultBranch: 'main',
  at: Date.UTC(2026, 10, 20),
  people: ['ada'],
  nodes: [],
  branch: 'main',
};
const headers = { 'content-type': 'text/event-stream' };

describe('the events of a backend', () => {
  let server: ScriptedFetch;
  beforeEach(() => (server = new ScriptedFetch()));
  afterEach(() => server.restore());

  const stream = (options: Partial<Parameters<typeof streamEvents>[0]> = {}) =>
    streamEvents({
      origin: 'https://daymark.test',
      token: 't',
      organization: 'o',
      after: undefined,
      signal: new AbortController().signal,
      ...options,
    });
  async function followed(answer: ScriptedAnswer, options: Partial<Parameters<typeof streamEvents>[0]> = {}) {
    server.answers(answer);
    const items: StreamItem[] = [];
    for await (const item of stream(options)) items.push(item);
    return items;
  }
  /** A stream that arrives in these parts. */
  const parts = (...texts: readonly (string | Uint8Array)[]) => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const text of texts) controller.enqueue(Buffer.from(text));
        controller.close();
      },
    });
    return new Response(body, { headers });
  };
  const fails = (call: Promise<unknown>, problem: BackendProblem) =>
    assert.rejects(call, (error) => error instanceof BackendError && error.problem === problem);
  const hello = 'event: hello\nid: 3\n\n';

  it('are asked for from a position on, or from now on', async () => {
    await followed(parts(hello), { after: 0 });
    await followed(parts(hello));
    const [first, second] = server.sent;
    assert.equal(first?.url.href, 'https://daymark.test/api/v1/events?organization=o');
    assert.deepEqual(
      ['authorization', 'accept', 'last-event-id'].map((name) => first.headers.get(name)),
      ['Bearer t', 'text/event-stream', '0'],
    );
    assert.deepEqual([first.method, first.redirect], ['GET', 'error']);
    assert.equal(second?.headers.get('last-event-id'), null);
  });

  it('are a greeting, a gap, and what GitHub reported, each with its position', async () => {
    const text = `${hello}event:gap\nid:4\n\nid: 5\nevent: github\ndata: ${JSON.stringify(pushed)}\n\n`;
    const items = [
      { kind: 'hello', position: 3 },
      { kind: 'gap', position: 4 },
      { kind: 'github', position: 5, event: pushed },
    ];
    assert.deepEqual(await followed(parts(text)), items);
    assert.deepEqual(await followed(parts(...text.split(''))), items, 'a character at a time');
    const bytes = Buffer.from(text.replace('"ada"', '"ädä"'));
    const cut = bytes.indexOf('ä') + 1;
    const [, , named] = await followed(parts(bytes.subarray(0, cut), bytes.subarray(cut)));
    assert.deepEqual(named?.kind === 'github' && named.event.people, ['ädä'], 'half a character at a time');
  });

  it('are passed over where they are none, and the next ones come', async () => {
    for (const other of [
      '\n\n',
      ': a comment\n\n',
      'event: hello\n\n',
      'event: hello\nid: x\n\n',
      'event: hello\nid: 1234567890123456\n\n',
      'event: github\nid: 1\n\n',
      'event: github\nid: 1\ndata: {\n\n',
      'event: github\nid: 1\ndata: {}\n\n',
      `event: push\nid: 1\ndata: ${JSON.stringify(pushed)}\n\n`,
      'id: 1\n\n',
    ])
      assert.deepEqual(await followed(parts(other, hello)), [{ kind: 'hello', position: 3 }], other);
    assert.deepEqual(await followed(parts('event: hello\nid: 123456789012345\n\n')), [
      { kind: 'hello', position: 123_456_789_012_345 },
    ]);
  });

  it('end with the stream, also an empty one', async () => {
    assert.deepEqual(await followed(new Response(null, { headers })), []);
    assert.deepEqual(await followed(parts('event: hello\nid: 3')), [], 'a frame that is cut off');
  });

  for (const [status, problem] of [
    [401, 'signed-out'],
    [403, 'refused'],
    [404, 'refused'],
    [400, 'unreachable'],
    [429, 'unreachable'],
    [500, 'unreachable'],
  ] as const)
    it(`say ${problem} for ${status}`, async () => {
      await fails(followed(new Response(hello, { status, headers })), problem);
    });

  it('come from no page, and not from a server that can’t be reached', async () => {
    await fails(followed(new Response(hello, { headers: { 'content-type': 'text/html' } })), 'unexpected');
    await fails(followed(new Response(null)), 'unexpected');
    await fails(followed(new TypeError('fetch failed')), 'unreachable');
  });

  it('are at most 200,000 characters long', async () => {
    assert.equal((await followed(parts(`:${'x'.repeat(199_999)}`, `\n\n${hello}`))).length, 1);
    await fails(followed(parts(`:${'x'.repeat(200_000)}`, `\n\n${hello}`)), 'unexpected');
  });

  /** Lets everything happen that waits for no timer. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  /** A stream that says something when it is asked to, and ends with its signal. */
  function openStream() {
    let say: (text: string) => void = () => undefined;
    const answer = async (signal: AbortSignal) => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          say = (text) => controller.enqueue(new TextEncoder().encode(text));
          signal.addEventListener('abort', () => controller.error(signal.reason));
        },
      });
      return new Response(body, { headers });
    };
    return { answer, say: (text: string) => say(text) };
  }

  it('are given up after 40 s of silence, counted from the last byte', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const { answer, say } = openStream();
      let failure: unknown;
      const done = followed(answer).catch((error: unknown) => (failure = error));
      const pass = async (ms: number): Promise<void> => {
        await settle();
        mock.timers.tick(ms);
        await settle();
      };
      await pass(39_999);
      say(':\n\n');
      await pass(39_999);
      assert.equal(failure, undefined);
      await pass(1);
      await fails(Promise.reject(failure), 'unreachable');
      await done;
    } finally {
      mock.timers.reset();
    }
  });

  it('end with the reason of whoever stops them', async () => {
    const abort = new AbortController();
    const done = followed(openStream().answer, { signal: abort.signal });
    await settle();
    abort.abort(new Error('closed'));
    await assert.rejects(done, /^Error: closed$/);
  });

  it('leave no timer when they end', async () => {
    const timers: unknown[] = [];
    const cleared = new Set<unknown>();
    const [set, clear] = [globalThis.setTimeout, globalThis.clearTimeout];
    globalThis.setTimeout = ((...timer: Parameters<typeof set>) => {
      const handle = set(...timer);
      if (timer[1] === 40_000) timers.push(handle);
      return handle;
    }) as typeof set;
    globalThis.clearTimeout = (handle) => (cleared.add(handle), clear(handle));
    try {
      await followed(parts(hello, hello));
      await fails(followed(new Response('', { status: 500 })), 'unreachable');
    } finally {
      [globalThis.setTimeout, globalThis.clearTimeout] = [set, clear];
    }
    assert.ok(timers.length >= 3);
    assert.deepEqual(
      timers.filter((timer) => !cleared.has(timer)),
      [],
    );
  });
});
