import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { downloadFeed } from '../../../../src/integrations/calendar/icsFeed.ts';
import { mostBytes } from '../../../../src/integrations/calendar/calendarHttp.ts';

const text = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';

describe('a calendar at an address', () => {
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const server = createServer((request, response) => answer(request, response));
  let url: string;
  const signal = new AbortController().signal;
  const feed = (options: Partial<Parameters<typeof downloadFeed>[1]> = {}) => downloadFeed(url, { signal, ...options });

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/private-1234/basic.ics`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const status = (code: number, headers: Record<string, string> = {}) => {
    answer = (_, response) => response.writeHead(code, headers).end('no');
  };

  it('is read, and asked with the marks of the last answer', async () => {
    const seen: IncomingMessage['headers'][] = [];
    answer = ({ headers }, response) => {
      seen.push(headers);
      if (headers['if-none-match'] === '"7"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"7"', 'last-modified': 'Mon, 02 Mar 2026 09:00:00 GMT' }).end(text);
    };
    const first = await feed();
    assert.deepEqual(first, { changed: true, texts: [text], etag: '"7"', modified: 'Mon, 02 Mar 2026 09:00:00 GMT' });
    assert.ok(first.changed);
    assert.deepEqual(await feed({ marks: first }), { changed: false });
    assert.equal(seen[1]?.['if-modified-since'], 'Mon, 02 Mar 2026 09:00:00 GMT');
    assert.equal(seen[0]?.authorization, undefined);
  });

  it('is read in the encoding that the server says', async () => {
    answer = (_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/calendar; charset=iso-8859-1' })
        .end(Buffer.from(`${text}é`, 'latin1'));
    assert.deepEqual(await feed(), { changed: true, texts: [`${text}é`] });
  });

  for (const [code, problem] of [
    [401, 'signed-out'],
    [403, 'signed-out'],
    [404, 'not-found'],
    [410, 'not-found'],
    [500, 'refused'],
  ] as const)
    it(`says ${problem} for ${code}`, async () => {
      status(code);
      await assert.rejects(feed(), { problem });
    });

  it('waits as long as a busy server says, but no longer than a day', async () => {
    for (const [header, ms] of [
      ['120', 120_000],
      ['99999999', 24 * 3_600_000],
      ['soon', undefined],
    ] as const) {
      status(429, { 'retry-after': header });
      await assert.rejects(feed(), { problem: 'busy', retryAfterMs: ms });
    }
    status(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
    await assert.rejects(
      feed(),
      ({ retryAfterMs }: { retryAfterMs: number }) => retryAfterMs > 30_000 && retryAfterMs <= 60_000,
    );
  });

  it('is none when a page or nothing comes', async () => {
    for (const page of ['<!doctype html><title>Sign in</title>', '', 'BEGIN:VCARD']) {
      answer = (_, response) => response.end(page);
      await assert.rejects(feed(), { problem: 'not-a-calendar' }, page);
    }
  });

  it('never follows a redirect to another host, which would learn the secret address', async () => {
    let asked = 0;
    const other = createServer((_, response) => (asked++, response.end(text)));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    status(302, { location: `http://127.0.0.1:${(other.address() as AddressInfo).port}/` });
    await assert.rejects(feed(), { problem: 'redirected' });
    assert.equal(asked, 0);
    other.close();
    answer = ({ url: path }, response) =>
      path === '/moved.ics' ? response.end(text) : response.writeHead(301, { location: '/moved.ics' }).end();
    assert.ok((await feed()).changed);
  });

  it('is given up when the whole of it takes too long, whatever drips in', async () => {
    answer = (_, response) => {
      response.write(text);
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drip));
    };
    await assert.rejects(feed({ deadline: 100 }), { problem: 'timeout' });
    answer = () => undefined;
    await assert.rejects(feed({ deadline: 50 }), { problem: 'timeout' });
  });

  it('is given up when it is too large, and when the person cancels', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    answer = (_, response) => {
      // A client that is gone causes an error event; `destroyed` may never be set.
      const more = (error?: Error | null): void => {
        if (error) return;
        sent += megabyte.length;
        response.write(megabyte, more);
      };
      more();
    };
    await assert.rejects(feed(), { problem: 'too-large' });
    assert.ok(sent < mostBytes + 100 * megabyte.length);
    const abort = new AbortController();
    answer = () => abort.abort(new Error('canceled'));
    await assert.rejects(feed({ signal: abort.signal }), /canceled/);
  });

  it('says so when the server cannot be reached', async () => {
    await assert.rejects(downloadFeed('http://127.0.0.1:9/x.ics', { signal }), { problem: 'unreachable' });
    await assert.rejects(downloadFeed('http://calendar.test/x.ics', { signal }), { problem: 'redirected' });
  });
});
