import assert from 'node:assert/strict';
import { findCalendars, readCalDav } from '../../../../src/integrations/calendar/calDav.ts';
import { CalendarError, type CalendarProblem } from '../../../../src/integrations/calendar/calendarHttp.ts';
import { ScriptedFetch, type ScriptedAnswer } from '../../../fakes/http/scriptedFetch.ts';

const origin = 'https://dav.test';
const account = { url: `${origin}/dav/`, user: 'ada', password: 'sécret' };
const { signal } = new AbortController();

const answer = (...responses: readonly string[]): Response =>
  new Response(`<d:multistatus xmlns:d="DAV:" xmlns:c="x">${responses.join('')}</d:multistatus>`, { status: 207 });
const at = (href: string, props = ''): string =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop></d:propstat></d:response>`;
const calendar = (href: string, name = ''): string =>
  at(href, `<d:resourcetype><c:calendar/></d:resourcetype><d:displayname>${name}</d:displayname>`);
const link = (property: string, href: string): string => `<d:${property}><d:href> ${href} </d:href></d:${property}>`;
const nothing = (status = 404) => new Response('', { status });

describe('the requests to a CalDAV server', () => {
  let server: ScriptedFetch;
  beforeEach(() => (server = new ScriptedFetch()));
  afterEach(() => server.restore());

  const fails = (call: Promise<unknown>, problem: CalendarProblem) =>
    assert.rejects(call, (error) => {
      assert.ok(error instanceof CalendarError);
      assert.equal(error.problem, problem);
      return true;
    });
  const asked = () =>
    server.sent.map(({ method, url, headers }) => `${method} ${url.pathname} ${headers.get('depth')}`);

  describe('for the calendars of a person', () => {
    const find = (...answers: readonly ScriptedAnswer[]) => {
      server.answers(...answers);
      return findCalendars(account, { signal });
    };

    it('begin at the address, which may be a calendar itself', async () => {
      assert.deepEqual(await find(answer(calendar('/dav/', 'Work &amp; play'))), [
        { url: `${origin}/dav/`, name: 'Work & play' },
      ]);
      assert.deepEqual(asked(), ['PROPFIND /dav/ 0']);
      const [{ headers, body } = assert.fail()] = server.sent;
      assert.equal(headers.get('content-type'), 'application/xml; charset=utf-8');
      assert.equal(headers.get('authorization'), `Basic ${Buffer.from('ada:sécret').toString('base64')}`);
      for (const wanted of ['resourcetype', 'displayname', 'current-user-principal', 'calendar-home-set'])
        assert.ok(body.toString().includes(`:${wanted}/>`), wanted);
    });

    it('go over the principal to the home', async () => {
      const found = await find(
        answer(at('/dav/', link('current-user-principal', '/me/'))),
        answer(at('/me/', link('calendar-home-set', 'home/'))),
        answer(at('/me/home/'), calendar('a/'), calendar('b/')),
      );
      assert.deepEqual(asked(), ['PROPFIND /dav/ 0', 'PROPFIND /me/ 0', 'PROPFIND /me/home/ 1']);
      assert.deepEqual(
        found.map(({ url }) => url),
        [`${origin}/me/home/a/`, `${origin}/me/home/b/`],
      );
    });

    it('take a home that is named at once', async () => {
      const both = link('current-user-principal', '/me/') + link('calendar-home-set', '/home/');
      await find(answer(at('/dav/', both)), answer(calendar('/home/a/')));
      assert.deepEqual(asked(), ['PROPFIND /dav/ 0', 'PROPFIND /home/ 1']);
    });

    it('look right at the address where no home is named', async () => {
      await find(answer(at('/dav/')), answer(calendar('/dav/a/')));
      assert.deepEqual(asked(), ['PROPFIND /dav/ 0', 'PROPFIND /dav/ 1']);
      server.sent.splice(0);
      await find(answer(at('/dav/', link('current-user-principal', '/me/'))), nothing(), answer(calendar('/dav/a/')));
      assert.deepEqual(asked(), ['PROPFIND /dav/ 0', 'PROPFIND /me/ 0', 'PROPFIND /dav/ 1']);
      server.sent.splice(0);
      await find(answer(at('/dav/', link('calendar-home-set', 'http://['))), answer(calendar('/dav/a/')));
      assert.deepEqual(asked(), ['PROPFIND /dav/ 0', 'PROPFIND /dav/ 1'], 'what is no address is none');
    });

    for (const status of [404, 405, 500])
      it(`go on to .well-known where the address answers ${status}`, async () => {
        await find(nothing(status), answer(calendar('/c/')));
        assert.deepEqual(asked(), ['PROPFIND /dav/ 0', 'PROPFIND /.well-known/caldav 0']);
      });

    it('go on to .well-known where the address has no calendar, and end there', async () => {
      const none = answer(at('/dav/'));
      await fails(find(none, answer(at('/dav/')), nothing()), 'not-a-calendar');
      assert.deepEqual(asked(), ['PROPFIND /dav/ 0', 'PROPFIND /dav/ 1', 'PROPFIND /.well-known/caldav 0']);
      await fails(find(answer(at('/dav/')), nothing(), nothing()), 'not-a-calendar');
    });

    it('end at once where the server knows the problem', async () => {
      for (const [status, problem] of [
        [401, 'signed-out'],
        [503, 'busy'],
      ] as const) {
        server.sent.splice(0);
        await fails(find(nothing(status)), problem);
        assert.equal(server.sent.length, 1);
      }
      await fails(find(new Response('<html></html>')), 'not-a-calendar');
      await fails(find(new Response('<d:other xmlns:d="DAV:"/>')), 'not-a-calendar');
    });

    it('never leave the host, and are not sent without TLS', async () => {
      await fails(find(answer(at('/', link('current-user-principal', 'https://evil.test/')))), 'redirected');
      assert.equal(server.sent.length, 1);
      server.sent.splice(0);
      await fails(findCalendars({ ...account, url: 'http://dav.test/' }, { signal }), 'redirected');
      assert.equal(server.sent.length, 0);
    });

    it('find 200 calendars at most, and names and addresses of usual length', async () => {
      const many = Array.from({ length: 201 }, (_, i) => calendar(`/c${i}/`, `C${i}`));
      const found = await find(answer(...many));
      assert.deepEqual([found.length, found.at(-1)?.name], [200, 'C199']);
      const longest = `/${'x'.repeat(2000 - origin.length - 1)}`;
      const names = await find(
        answer(
          calendar(longest, 'at the limit'),
          calendar(`${longest}x`, 'too long'),
          calendar('/a/', 'x'.repeat(201)),
          calendar('/caf%C3%A9//', ' '),
          calendar('/100%/', ''),
          calendar('/', ''),
          calendar('http://[', 'no address'),
        ),
      );
      assert.deepEqual(
        names.map(({ name }) => name),
        ['at the limit', 'x'.repeat(200), 'café', '100%', 'dav.test'],
      );
    });

    it('pass over what is no calendar', async () => {
      const folder = at('/f/', '<d:resourcetype><d:collection/></d:resourcetype>');
      assert.equal((await find(answer(folder, calendar('/c/')))).length, 1);
    });
  });

  describe('for the events of a calendar', () => {
    const range = { from: Date.UTC(2026, 10, 1, 8, 30, 5, 7), to: Date.UTC(2026, 11, 1) };
    const read = (marks: object | undefined, ...answers: readonly ScriptedAnswer[]) => {
      server.sent.splice(0);
      server.answers(...answers);
      return readCalDav({ url: `${origin}/c/`, account, range }, { signal, ...(marks && { marks }) });
    };
    const tagged = (...tags: readonly string[]) => answer(at('/c/', tags.join('')));
    const data = (text: string): string => `<c:calendar-data>${text}</c:calendar-data>`;

    it('ask for the tag, and for the events of a range', async () => {
      const found = await read(
        undefined,
        tagged('<s:getctag> 7 </s:getctag>', '<d:sync-token>9</d:sync-token>'),
        answer(at('/1', data(' A ')), at('/2', data(' ')), at('/3', data('B'))),
      );
      assert.deepEqual(found, { changed: true, texts: ['A', 'B'], etag: '7' });
      assert.deepEqual(asked(), ['PROPFIND /c/ 0', 'REPORT /c/ 1']);
      const [tag, report] = server.sent.map(({ body }) => body.toString());
      assert.match(tag ?? '', /getctag.*sync-token/);
      assert.match(
        report ?? '',
        /<c:comp-filter name="VEVENT"><c:time-range start="20261101T083005Z" end="20261201T000000Z"\/>/,
      );
    });

    it('ask for no events while the tag is the same', async () => {
      assert.deepEqual(await read({ etag: '7' }, tagged('<s:getctag>7</s:getctag>')), { changed: false });
      assert.equal((await read({ etag: '7' }, tagged('<s:getctag>8</s:getctag>'), answer())).changed, true);
      assert.deepEqual(await read({ etag: '9' }, tagged('<d:sync-token>9</d:sync-token>')), { changed: false });
    });

    it('keep no tag that is none, or too long', async () => {
      const longest = 'x'.repeat(1000);
      for (const [tag, etag] of [
        [`<s:getctag>${longest}</s:getctag>`, longest],
        [`<s:getctag>${longest}x</s:getctag>`, undefined],
        ['<s:getctag> </s:getctag>', undefined],
        ['', undefined],
      ] as const)
        assert.deepEqual(await read({}, tagged(tag), answer()), { changed: true, texts: [], ...(etag && { etag }) });
      assert.deepEqual(await read(undefined, answer(), answer()), { changed: true, texts: [] });
    });

    it('end where the calendar is gone, or elsewhere', async () => {
      await fails(read(undefined, nothing()), 'not-found');
      await fails(read(undefined, tagged(), new Response('<html></html>')), 'not-a-calendar');
      await fails(readCalDav({ url: 'https://evil.test/', account, range }, { signal }), 'redirected');
    });
  });
});
