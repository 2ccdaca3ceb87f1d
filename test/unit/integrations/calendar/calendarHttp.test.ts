import assert from 'node:assert/strict';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import { findCalendars, readCalDav } from '../../../../src/integrations/calendar/calDav.ts';
import {
  CalendarError,
  mostBytes,
  sendRequest,
  withDeadline,
  type CalendarProblem,
} from '../../../../src/integrations/calendar/calendarHttp.ts';
import { downloadFeed, requireCalendar } from '../../../../src/integrations/calendar/icsFeed.ts';
import { ScriptedFetch, type ScriptedAnswer } from '../../../fakes/http/scriptedFetch.ts';

const url = 'https://dav.test/c/';
const { signal } = new AbortController();

describe('a request to a calendar server', () => {
  let server: ScriptedFetch;
  beforeEach(() => (server = new ScriptedFetch()));
  afterEach(() => server.restore());

  const fails = (call: Promise<unknown>, problem: CalendarProblem, retryAfterMs?: number) =>
    assert.rejects(call, (error) => {
      assert.ok(error instanceof CalendarError);
      assert.deepEqual([error.problem, error.retryAfterMs, error.message], [problem, retryAfterMs, problem]);
      return true;
    });
  const send = (answers: readonly ScriptedAnswer[], request: object = {}) => {
    server.sent.splice(0);
    server.answers(...answers);
    return sendRequest(url, { signal, ...request });
  };
  const sent = () => server.sent[0] ?? assert.fail('nothing was sent');

  it('says who it is from, and has a password only with a user', async () => {
    const reply = await send([new Response('hi', { headers: { etag: '7' } })]);
    assert.deepEqual([reply.status, reply.text, reply.headers.get('etag')], [200, 'hi', '7']);
    assert.deepEqual(
      [sent().method, sent().headers.get('user-agent'), sent().headers.get('authorization')],
      ['GET', 'Daymark', null],
    );
    await send([new Response('')], { password: 'p' });
    assert.equal(sent().headers.get('authorization'), null);
    await send([new Response('')], { user: 'ada', headers: { accept: 'text/calendar' } });
    assert.equal(sent().headers.get('authorization'), `Basic ${Buffer.from('ada:').toString('base64')}`);
    assert.equal(sent().headers.get('accept'), 'text/calendar');
  });

  it('takes 2xx and 304, and says what else is wrong', async () => {
    for (const status of [200, 207, 299, 304]) {
      const body = status === 304 ? null : 'x';
      assert.equal((await send([new Response(body, { status })])).status, status);
    }
    for (const [status, problem] of [
      [300, 'refused'],
      [400, 'refused'],
      [401, 'signed-out'],
      [403, 'signed-out'],
      [404, 'not-found'],
      [410, 'not-found'],
      [429, 'busy'],
      [503, 'busy'],
      [500, 'refused'],
      [502, 'refused'],
    ] as const) {
      let isCanceled = false;
      const body = new ReadableStream({ cancel: () => void (isCanceled = true) });
      await fails(send([new Response(body, { status })]), problem);
      assert.ok(isCanceled, 'the rest of the answer is not read');
      await fails(send([new Response(null, { status })]), problem);
    }
  });

  it('waits as long as a busy server says, up to a day', async () => {
    for (const status of [429, 503])
      for (const [header, ms] of [
        ['86400', 86_400_000],
        ['86401', 86_400_000],
        ['0', 0],
        ['soon', undefined],
      ] as const)
        await fails(send([new Response('', { status, headers: { 'retry-after': header } })]), 'busy', ms);
  });

  it('says that a server is unreachable, and gives the reason of whoever stops it', async () => {
    await fails(send([new TypeError('fetch failed')]), 'unreachable');
    const abort = new AbortController();
    const stopping = async (): Promise<Response> => {
      abort.abort(new Error('canceled'));
      throw new TypeError('aborted');
    };
    await assert.rejects(send([stopping], { signal: abort.signal }), /^Error: canceled$/);
  });

  describe('is redirected', () => {
    const to = (location: string | undefined, status = 302) =>
      new Response('', { status, headers: location === undefined ? {} : { location } });
    const webDav = { method: 'PROPFIND', body: '<x/>', user: 'ada' };

    it('within its host, with its method and body', async () => {
      for (const method of ['PROPFIND', 'REPORT'])
        for (const status of [301, 302, 307, 399]) {
          assert.equal((await send([to('/d/', status), new Response('ok')], { ...webDav, method })).text, 'ok');
          assert.deepEqual(
            server.sent.map((one) => [one.method, one.url.pathname, one.body.toString(), one.redirect]),
            [
              [method, '/c/', '<x/>', 'manual'],
              [method, '/d/', '<x/>', 'manual'],
            ],
          );
        }
      await send([to('e/'), to('../f'), new Response('ok')], webDav);
      assert.deepEqual(
        server.sent.map((one) => one.url.pathname),
        ['/c/', '/c/e/', '/c/f'],
        'from where it is',
      );
    });

    it('five times at most', async () => {
      const five = Array.from({ length: 5 }, () => to('/d/'));
      assert.equal((await send([...five, new Response('ok')], webDav)).text, 'ok');
      await fails(send([...five, to('/d/'), new Response('ok')], webDav), 'redirected');
      assert.equal(server.sent.length, 6);
    });

    it('nowhere else', async () => {
      for (const location of ['https://evil.test/', 'http://dav.test/', 'https://dav.test:444/', 'http://['])
        for (const request of [webDav, {}]) {
          await fails(send([to(location), new Response('ok')], request), 'redirected');
          assert.equal(server.sent.length, 1);
        }
      await fails(send([to(undefined), new Response('ok')], webDav), 'refused');
      await fails(send([new Response('', { status: 400, headers: { location: '/d/' } })], webDav), 'refused');
      assert.equal((await send([new Response('ok', { headers: { location: '/d/' } })], webDav)).text, 'ok');
      await fails(send([to('/d/', 302), new Response('ok')], { method: 'PUT', body: 'x' }), 'redirected');
    });
  });

  it('is read in its encoding, and in UTF-8 where that is unknown', async () => {
    const text = (type: string, bytes: Buffer<ArrayBuffer>) =>
      send([new Response(bytes, { headers: { 'content-type': type } })]);
    for (const [type, bytes] of [
      ['text/calendar; charset=iso-8859-1', Buffer.from('é', 'latin1')],
      ['text/calendar; CHARSET="windows-1252"', Buffer.from('é', 'latin1')],
      ['text/calendar; charset=nonsense', Buffer.from('é')],
      ['text/calendar', Buffer.from('é')],
    ] as const)
      assert.equal((await text(type, bytes)).text, 'é', type);
    const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)];
    const cut = (...parts: readonly Buffer[]) =>
      new Response(
        new ReadableStream({
          start: (controller) => {
            for (const part of parts) controller.enqueue(part);
            controller.close();
          },
        }),
      );
    assert.equal((await send([cut(first, second)])).text, 'é', 'a character may come in parts');
    assert.equal((await send([cut(first)])).text, '\uFFFD', 'and may be cut off');
  });

  it('is read up to 20 MB', async () => {
    assert.equal((await send([new Response(Buffer.alloc(mostBytes, 'x'))])).text.length, 20 * 1024 * 1024);
    await fails(send([new Response(Buffer.alloc(mostBytes + 1))]), 'too-large');
  });

  describe('of a feed', () => {
    const ics = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';

    it('has the marks that are known, and keeps those that come', async () => {
      server.answers(
        new Response(ics),
        new Response(ics, { headers: { etag: '7' } }),
        new Response(null, { status: 304 }),
      );
      assert.deepEqual(await downloadFeed(url, { signal }), { changed: true, texts: [ics] });
      assert.deepEqual(await downloadFeed(url, { signal, marks: { modified: 'Mon' } }), {
        changed: true,
        texts: [ics],
        etag: '7',
      });
      assert.deepEqual(await downloadFeed(url, { signal, marks: { etag: '7' } }), { changed: false });
      assert.deepEqual(
        server.sent.map(({ headers }) => [headers.get('if-none-match'), headers.get('if-modified-since')]),
        [
          [null, null],
          [null, 'Mon'],
          ['7', null],
        ],
      );
      assert.match(sent().headers.get('accept') ?? '', /^text\/calendar,/);
    });

    it('is a calendar with whatever stands before it', () => {
      for (const text of [ics, `\uFEFF${ics}`, `\n  ${ics}`, 'begin:vcalendar']) requireCalendar(text);
      for (const text of ['', 'x', `x${ics}`, 'BEGIN:VCARD', `\n\uFEFFx${ics}`])
        assert.throws(() => requireCalendar(text), { problem: 'not-a-calendar' });
    });
  });

  describe('has a time limit', () => {
    it('that ends with it, and leaves no timer', async () => {
      const set = timers.setTimeout;
      const limits: (number | undefined)[] = [];
      let cleared = 0;
      const clear = globalThis.clearTimeout;
      globalThis.clearTimeout = (handle) => (cleared++, clear(handle));
      timers.setTimeout = ((callback: () => void, ms?: number) => (limits.push(ms), set(callback, ms))) as typeof set;
      syncBuiltinESMExports();
      try {
        server.answers(new TypeError('fetch failed'));
        await assert.rejects(downloadFeed(url, { signal }));
        const account = { url, user: 'ada', password: 'p' };
        await assert.rejects(findCalendars(account, { signal }));
        await assert.rejects(readCalDav({ url, account, range: { from: 0, to: 1 } }, { signal }));
      } finally {
        timers.setTimeout = set;
        syncBuiltinESMExports();
        globalThis.clearTimeout = clear;
      }
      assert.deepEqual(limits, [30_000, 60_000, 60_000]);
      assert.equal(cleared, 3);
    });

    it('and fails with it, with its own error, or with the reason of whoever stops it', async () => {
      const run = (work: (both: AbortSignal) => Promise<unknown>, ms = 60_000, from = signal) =>
        withDeadline({ ms, signal: from }, work);
      assert.equal(await run(async () => 7), 7);
      await assert.rejects(
        run(async () => Promise.reject(new Error('its own'))),
        /^Error: its own$/,
      );
      const untilAborted = (both: AbortSignal) =>
        new Promise((_, reject) => both.addEventListener('abort', () => reject(new Error('aborted'))));
      await fails(run(untilAborted, 1), 'timeout');
      const abort = new AbortController();
      const stopped = run(untilAborted, 60_000, abort.signal);
      abort.abort(new Error('canceled'));
      await assert.rejects(stopped, /^Error: canceled$/);
    });
  });
});
