import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findCalendars, readCalDav } from '../../../../src/integrations/calendar/calDav.ts';
import { readCalendar } from '../../../../src/planning/calendar/ics/readCalendar.ts';
import { ensureRadicale, startRadicale, type Radicale } from '../../../fakes/calendar/radicale.ts';

const { signal } = new AbortController();
const range = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 11, 1) };
const event = (uid: string, ...lines: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20261101T000000Z',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

describe('a CalDAV server', () => {
  describe('Radicale', () => {
    let server: Radicale;
    before(async function () {
      // It may have to be installed first.
      this.timeout(300_000);
      const program = await ensureRadicale();
      if (!program) this.skip();
      server = await startRadicale(program);
    });
    after(() => server?.stop());

    const send = async (method: string, path: string, [body, type]: readonly [string, string]): Promise<void> => {
      const { url, user, password } = server;
      const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
      const response = await fetch(new URL(path, url), {
        method,
        body,
        headers: { authorization, 'content-type': type },
      });
      assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.text()}`);
    };

    it('is asked for calendars and their events, and not again while nothing changed', async () => {
      const props =
        '<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:displayname>Work &amp; play</d:displayname>';
      const make = `<?xml version="1.0"?><d:mkcol xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>${props}</d:prop></d:set></d:mkcol>`;
      await send('MKCOL', '/ada/work/', [make, 'application/xml']);
      await send('PUT', '/ada/work/1.ics', [
        event('1', 'SUMMARY:Weekly', 'DTSTART:20260105T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'),
        'text/calendar',
      ]);
      await send('PUT', '/ada/work/2.ics', [
        event('2', 'SUMMARY:Review & more', 'DTSTART:20261110T090000Z', 'DURATION:PT1H'),
        'text/calendar',
      ]);
      await send('PUT', '/ada/work/3.ics', [
        event('3', 'SUMMARY:Long ago', 'DTSTART:20200110T090000Z', 'DURATION:PT1H'),
        'text/calendar',
      ]);
      const calendars = await findCalendars(server, { signal });
      assert.deepEqual(calendars, [{ name: 'Work & play', url: `${server.url}ada/work/` }]);
      const asked = { url: calendars[0]?.url ?? '', account: server, range };
      const answer = await readCalDav(asked, { signal });
      assert.ok(answer.changed);
      const { events, isWhole } = readCalendar(answer.texts, {
        range,
        local: () => 0,
        addresses: [],
        idOf: (text) => text,
      });
      assert.ok(isWhole);
      const found = events.map(({ title, start }) => `${title} ${new Date(start).toISOString().slice(5, 10)}`);
      assert.deepEqual(found, [
        'Weekly 11-02',
        'Weekly 11-09',
        'Review & more 11-10',
        'Weekly 11-16',
        'Weekly 11-23',
        'Weekly 11-30',
      ]);
      assert.deepEqual(await readCalDav(asked, { signal, marks: answer }), { changed: false });
      await send('DELETE', '/ada/work/2.ics', ['', 'text/plain']);
      const after = await readCalDav(asked, { signal, marks: answer });
      assert.ok(after.changed);
      assert.equal(after.texts.length, 1);
    });

    it('refuses a wrong password', async () => {
      await assert.rejects(findCalendars({ ...server, password: 'wrong' }, { signal }), { problem: 'signed-out' });
    });
  });

  describe('others', () => {
    let answer: (request: IncomingMessage, response: ServerResponse) => void;
    const seen: IncomingMessage[] = [];
    const server = createServer((request, response) => (seen.push(request), answer(request, response)));
    let url: string;
    const account = () => ({ url, user: 'ada', password: 'secret' });
    const multistatus = (body: string) => `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:">${body}</D:multistatus>`;

    before(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    });
    beforeEach(() => void seen.splice(0));
    after(() => (server.closeAllConnections(), server.close()));

    it('are found through .well-known, the principal, and the home, over redirects on the same host', async () => {
      const bodies: Record<string, string> = {
        '/dav/':
          '<D:response><D:href>/dav/</D:href><D:propstat><D:prop><D:current-user-principal><D:href>/dav/principals/ada/</D:href></D:current-user-principal></D:prop></D:propstat></D:response>',
        '/dav/principals/ada/':
          '<D:response><D:href>/dav/principals/ada/</D:href><C:calendar-home-set xmlns:C="x"><D:href>/dav/ada/</D:href></C:calendar-home-set></D:response>',
        '/dav/ada/':
          '<D:response><D:href>/dav/ada/</D:href><D:resourcetype><D:collection/></D:resourcetype></D:response><D:response><D:href>/dav/ada/caf%C3%A9/</D:href><D:resourcetype><D:collection/><C:calendar xmlns:C="x"/></D:resourcetype></D:response>',
      };
      answer = ({ url: path = '' }, response) => {
        if (path === '/.well-known/caldav') return response.writeHead(301, { location: '/dav/' }).end();
        const body = bodies[path];
        return body === undefined ? response.writeHead(405).end() : response.writeHead(207).end(multistatus(body));
      };
      assert.deepEqual(await findCalendars(account(), { signal }), [{ name: 'café', url: `${url}dav/ada/caf%C3%A9/` }]);
      assert.ok(seen.every(({ method }) => method === 'PROPFIND'));
    });

    it('never get the password for another host, neither by a redirect nor by a link', async () => {
      let asked = 0;
      const other = createServer((_, response) => (asked++, response.end()));
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
      answer = (_, response) => response.writeHead(302, { location: elsewhere }).end();
      await assert.rejects(findCalendars(account(), { signal }), { problem: 'redirected' });
      const link = `<D:response><D:href>/</D:href><D:current-user-principal><D:href>${elsewhere}</D:href></D:current-user-principal></D:response>`;
      answer = (_, response) => response.writeHead(207).end(multistatus(link));
      await assert.rejects(findCalendars(account(), { signal }), { problem: 'redirected' });
      assert.equal(asked, 0);
      other.close();
    });

    it('are left out where their address is none', async () => {
      const calendar = (href: string) =>
        `<D:response><D:href>${href}</D:href><D:resourcetype><C:calendar xmlns:C="x"/></D:resourcetype></D:response>`;
      answer = (_, response) =>
        response
          .writeHead(207)
          .end(multistatus(calendar('http://[') + calendar('/dav/work/') + calendar('https://a:b:c/')));
      assert.deepEqual(await findCalendars(account(), { signal }), [{ name: 'work', url: `${url}dav/work/` }]);
    });

    it('have none to offer where a page, broken XML, or a document that grows comes', async () => {
      const bomb = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${multistatus('<D:response>&b;</D:response>')}`;
      const deep = `${'<a>'.repeat(100_000)}`;
      for (const body of [
        '<!doctype html><title>Hi</title>',
        '<D:multistatus><D:response>',
        '',
        bomb,
        deep,
        multistatus(''),
      ]) {
        answer = (_, response) => response.writeHead(207).end(body);
        await assert.rejects(findCalendars(account(), { signal }), { problem: 'not-a-calendar' }, body.slice(0, 40));
      }
    });

    it('are given up when they do not answer in time', async () => {
      answer = () => undefined;
      await assert.rejects(findCalendars(account(), { signal, deadline: 50 }), { problem: 'timeout' });
      await assert.rejects(readCalDav({ url, account: account(), range }, { signal, deadline: 50 }), {
        problem: 'timeout',
      });
    });
  });
});
