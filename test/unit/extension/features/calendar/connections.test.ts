import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CalendarError, type CalendarProblem } from '../../../../../src/integrations/calendar/calendarHttp.ts';
import type { ReadingState } from '../../../../../src/extension/features/calendar/connections.ts';
import type { Services } from '../../../../../src/extension/services.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';
import { ScriptedFetch } from '../../../../fakes/http/scriptedFetch.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

const {
  connectedHere,
  forgetPlace,
  inWords,
  isDue,
  noticeProblems,
  outOfDate,
  placeOf,
  problemText,
  readPlace,
  refreshCalendars,
  setReadingState,
  storePlace,
} = await withFakeVscode(async () => ({
  ...(await import('../../../../../src/extension/features/calendar/connections.ts')),
  ...(await import('../../../../../src/extension/features/calendar/problems.ts')),
  ...(await import('../../../../../src/extension/features/calendar/readPlace.ts')),
  ...(await import('../../../../../src/extension/features/calendar/refresh.ts')),
}));

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 2, 2, 9);
const { signal } = new AbortController();
const ics = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';

describe('the calendars of this machine', () => {
  let clock: FakeClock;
  let folder: string;
  let state: Record<string, ReadingState>;
  let secrets: Map<string, string>;
  let listed: { id: string; name: string; on: boolean }[];
  let notices: unknown[];
  let warnings: string[];
  let services: Services;
  let server: ScriptedFetch;
  beforeEach(() => {
    clock = new FakeClock(now);
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-calendars-'));
    [state, secrets, notices, warnings] = [{}, new Map(), [], []];
    listed = [{ id: 'c', name: 'Work', on: true }];
    server = new ScriptedFetch();
    services = {
      clock,
      read: async (query: string) => (query === 'calendars.list' ? { calendars: listed } : []),
      log: { info: () => undefined, warn: (text: string) => warnings.push(text) },
      notices: { holdOnce: (one: unknown) => notices.push(one), clearOnce: (id: string) => notices.push(id) },
      context: {
        globalStorageUri: { fsPath: folder },
        globalState: {
          get: (_: string, usual: unknown) => (Object.keys(state).length > 0 ? state : usual),
          update: async (_: string, next: typeof state) => void (state = next),
        },
        secrets: {
          get: async (key: string) => secrets.get(key),
          store: async (key: string, value: string) => void secrets.set(key, value),
          delete: async (key: string) => void secrets.delete(key),
        },
      },
    } as unknown as Services;
  });
  afterEach(() => {
    server.restore();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are due half an hour after the last try, a minute early, and not before a server wants', () => {
    assert.ok(isDue({ triedAt: now - 29 * minute }, now) && !isDue({ triedAt: now - 29 * minute + 1 }, now));
    assert.ok(isDue({ triedAt: now + 29 * minute }, now), 'a clock was set back');
    const tried = { triedAt: now - hour };
    assert.ok(isDue({ ...tried, retryAt: now }, now) && !isDue({ ...tried, retryAt: now + 1 }, now));
    assert.ok(
      !isDue({ ...tried, retryAt: now + 24 * hour }, now) && isDue({ ...tried, retryAt: now + 24 * hour + 1 }, now),
    );
  });

  it('keep their place secret, and their state apart', async () => {
    const place = { source: 'url', url: 'https://a.test/x.ics' } as const;
    await storePlace(services, 'c', place);
    assert.deepEqual([...secrets], [['calendar.place.c', JSON.stringify(place)]]);
    assert.deepEqual(await placeOf(services, 'c'), place);
    assert.equal(await placeOf(services, 'other'), undefined);
    await setReadingState(services, 'c', { readAt: 1 });
    await setReadingState(services, 'd', { readAt: 2 });
    assert.deepEqual(connectedHere(services), { c: { readAt: 1 }, d: { readAt: 2 } });
    await forgetPlace(services, 'c');
    assert.deepEqual([connectedHere(services), secrets.size], [{ d: { readAt: 2 } }, 0]);
  });

  it('are read from where they are', async () => {
    const file = path.join(folder, 'x.ics');
    writeFileSync(file, ics);
    const found = await readPlace({ source: 'file', path: file }, { signal });
    assert.deepEqual(found.changed && found.texts, [ics]);
    assert.deepEqual(await readPlace({ source: 'file', path: file }, { signal, marks: found as object }), {
      changed: false,
    });
    server.answers(
      new Response(ics),
      new Response('<multistatus/>', { status: 207 }),
      new Response('<multistatus/>', { status: 207 }),
    );
    assert.equal((await readPlace({ source: 'url', url: 'https://a.test/x.ics' }, { signal })).changed, true);
    await readPlace({ source: 'caldav', url: 'https://a.test/c/', user: 'ada', password: 'p' }, { signal });
    assert.deepEqual(
      server.sent.map(({ method }) => method),
      ['GET', 'PROPFIND', 'REPORT'],
    );
  });

  it('say what is wrong, and what to do', async () => {
    const problems: Record<CalendarProblem, RegExp> = {
      unreachable: /can't be reached/,
      timeout: /didn't answer in time/,
      'signed-out': /refuses the address or the password/,
      'not-found': /no calendar at this address any more/,
      busy: /busy and asks to wait/,
      redirected: /redirects to another server/,
      'too-large': /larger than 20 MB/,
      refused: /refused the request/,
      'not-a-calendar': /not the address of a calendar/,
    };
    for (const [problem, text] of Object.entries(problems) as [CalendarProblem, RegExp][]) {
      assert.match(problemText(problem), text);
      await assert.rejects(
        inWords(() => Promise.reject(new CalendarError(problem))),
        { code: 'not-allowed', message: text },
      );
      state = { c: { problem, readAt: now } };
      const isLasting = ['signed-out', 'not-found', 'redirected', 'too-large', 'not-a-calendar'].includes(problem);
      assert.deepEqual(await outOfDate(services), [
        { text: `The calendar "Work" is out of date. ${problemText(problem)}`, isLasting },
      ]);
    }
    assert.equal(await inWords(async () => 7), 7);
    await assert.rejects(
      inWords(() => Promise.reject(new Error('its own'))),
      /^Error: its own$/,
    );
  });

  it('are said to be out of date while they are on, at once or after a day', async () => {
    for (const [readAt, isLasting] of [
      [now - 24 * hour, false],
      [now - 24 * hour - 1, true],
      [now + 24 * hour + 1, true],
      [undefined, true],
    ] as const) {
      state = { c: { problem: 'busy', ...(readAt !== undefined && { readAt }) } };
      assert.deepEqual(
        (await outOfDate(services)).map((one) => one.isLasting),
        [isLasting],
      );
    }
    await noticeProblems(services);
    listed = [{ id: 'c', name: 'Work', on: false }];
    assert.deepEqual(await outOfDate(services), []);
    await noticeProblems(services);
    state = { c: {} };
    listed = [{ id: 'c', name: 'Work', on: true }];
    assert.deepEqual(await outOfDate(services), []);
    const [notice, cleared] = notices;
    const { text, ...rest } = notice as { readonly text: string };
    assert.match(text, /^The calendar "Work" is out of date\. The server is busy/);
    assert.deepEqual(rest, {
      id: 'calendar',
      severity: 'warning',
      action: { label: 'Manage Calendars', command: 'daymark.manageCalendars' },
    });
    assert.equal(cleared, 'calendar');
  });

  const refresh = (options: object = {}) => refreshCalendars(services, { signal, ...options });
  const unchanged = () => new Response(null, { status: 304 });
  const connect = async (of: ReadingState) => {
    state = { c: of };
    await storePlace(services, 'c', { source: 'url', url: 'https://a.test/x.ics' });
  };
  const markOf = () => server.sent.at(-1)?.headers.get('if-none-match');

  it('are asked whether they changed, and read whole every twelve hours or when the person asks', async () => {
    await connect({ etag: '7', readAt: now - 12 * hour + 1 });
    server.answers(unchanged(), unchanged(), unchanged());
    assert.equal(await refresh(), true);
    assert.equal(markOf(), '7');
    assert.deepEqual(state['c'], { etag: '7', readAt: now - 12 * hour + 1, triedAt: now });
    await refresh();
    assert.equal(server.sent.length, 1, 'it is not due yet');
    await refresh({ now: true });
    assert.deepEqual([server.sent.length, markOf()], [2, null]);
    await connect({ etag: '7', readAt: now - 12 * hour });
    await refresh();
    assert.equal(markOf(), null);
  });

  it('are not read where they are off, gone, or of another machine', async () => {
    await connect({});
    listed = [{ id: 'c', name: 'Work', on: false }];
    await refresh();
    listed = [];
    await refresh();
    listed = [{ id: 'c', name: 'Work', on: true }];
    secrets.clear();
    await refresh();
    assert.equal(server.sent.length, 0);
  });

  it('are left alone as long as a busy server says', async () => {
    await connect({ problem: 'refused' });
    server.answers(
      new Response('', { status: 503, headers: { 'retry-after': '90' } }),
      new Response('', { status: 500 }),
    );
    await refresh();
    assert.deepEqual(state['c'], { triedAt: now, problem: 'busy', retryAt: now + 90_000 });
    assert.deepEqual(warnings, ['calendar: busy']);
    await refresh({ now: true });
    assert.deepEqual(state['c'], { triedAt: now, problem: 'refused' });
  });

  it('fail with what nobody expected, and say so in the log', async () => {
    services = { ...services, read: () => Promise.reject(new Error('zq7')) } as unknown as Services;
    await assert.rejects(refresh(), /zq7/);
    assert.deepEqual(warnings.length, 1);
    assert.doesNotMatch(warnings.join(), /zq7/);
  });
});
