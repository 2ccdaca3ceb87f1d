import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hourMs } from '../../../../../src/core/time/days.ts';
import { isDue, type ReadingState } from '../../../../../src/extension/features/calendar/connections.ts';
import type { Services } from '../../../../../src/extension/services.ts';
import { calendars } from '../../../../../src/planning/calendar/calendars.ts';
import { eventsIn } from '../../../../../src/planning/calendar/readEvents.ts';
import { readingRange, storeEvents } from '../../../../../src/planning/calendar/storeEvents.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';
import { memoryApp } from '../../../planning/blocks/memoryApp.ts';

const { refreshCalendars } = await withFakeVscode(
  () => import('../../../../../src/extension/features/calendar/refresh.ts'),
);

const nine = Date.UTC(2026, 2, 2, 9);

describe('when a calendar is read again', () => {
  it('is after half an hour, or when the server asked for, and never later than a day after a clock was set back', () => {
    assert.equal(isDue({}, nine), true);
    assert.equal(isDue({ triedAt: nine - hourMs / 4 }, nine), false);
    assert.equal(isDue({ triedAt: nine - hourMs, retryAt: nine + hourMs }, nine), false);
    assert.equal(isDue({ triedAt: nine - hourMs, retryAt: nine - 1 }, nine), true);
    const years = 14 * 365 * 24 * hourMs;
    assert.equal(isDue({ triedAt: nine + years, retryAt: nine + years + hourMs }, nine), true);
  });
});

describe('a connected calendar that stops answering as one', () => {
  let folder: string;
  let server: Server;
  let answer: (response: ServerResponse) => void;
  let given: ReturnType<typeof memoryApp>;
  let services: Services;
  let state: Record<string, ReadingState>;
  let id: string;
  /** Notice on the dashboard. */
  let notice: { readonly text: string } | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-calendar-'));
    server = createServer((_, response) => answer(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret.ics`;
    given = memoryApp(nine);
    const { app } = given;
    id = (
      await app.records(calendars).create({
        name: 'Work',
        source: 'url',
        host: '127.0.0.1',
        use: 'meeting',
        status: 'on',
        since: nine,
        addresses: [],
      })
    ).id;
    const event = { id: 'e1', title: 'Standup', start: nine + hourMs, end: nine + 2 * hourMs, allDay: false };
    await storeEvents(app, { calendar: id, range: readingRange(nine), events: [{ ...event, state: 'busy' }] });
    state = { [id]: { readAt: nine - hourMs, etag: '"1"' } };
    notice = undefined;
    services = {
      ...app,
      read: async (query: string) =>
        query === 'calendars.list'
          ? { calendars: [{ id, name: 'Work', on: true }] }
          : query === 'calendar.meetingChanges'
            ? []
            : {},
      log: { info: () => undefined, warn: () => undefined },
      notices: { holdOnce: (one: { text: string }) => (notice = one), clearOnce: () => (notice = undefined) },
      context: {
        globalStorageUri: { fsPath: folder },
        globalState: { get: () => state, update: async (_: string, next: typeof state) => void (state = next) },
        secrets: { get: async () => JSON.stringify({ source: 'url', url }) },
      },
    } as unknown as Services;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  const refresh = (signal = new AbortController().signal) => refreshCalendars(services, { signal, now: true });
  const titles = () =>
    eventsIn(given.reading(), { from: nine, to: nine + 24 * hourMs }).map(({ event }) => event.title);

  for (const [name, problem, said, reply] of [
    ['a page', 'not-a-calendar', true, (one) => void one.end('<!doctype html><title>Sign in</title>')],
    ['401', 'signed-out', true, (one) => void one.writeHead(401).end()],
    ['500', 'refused', false, (one) => void one.writeHead(500).end()],
    ['a broken connection', 'unreachable', false, (one) => void one.destroy()],
  ] as readonly (readonly [string, string, boolean, (response: ServerResponse) => void])[])
    it(`keeps its events when ${name} comes, and says what is wrong`, async () => {
      answer = reply;
      await refresh();
      assert.deepEqual(titles(), ['Standup']);
      assert.deepEqual(
        [state[id]?.problem, state[id]?.readAt, state[id]?.etag, state[id]?.triedAt],
        [problem, nine - hourMs, '"1"', nine],
      );
      assert.equal(notice?.text.startsWith('The calendar "Work" is out of date.') ?? false, said);
      // A problem that may pass by itself is reported after a day.
      given.clock.advance(24 * hourMs);
      await refresh();
      assert.match(notice?.text ?? '', /"Work" is out of date\./);
    });

  it('keeps its events when it hangs, and is left once the window closes', async () => {
    const abort = new AbortController();
    answer = () => abort.abort();
    await refresh(abort.signal).catch(() => undefined);
    assert.deepEqual(titles(), ['Standup']);
    assert.equal(state[id]?.etag, '"1"');
  });

  it('keeps its events, and forgets the problem, when nothing has changed', async () => {
    state = { [id]: { readAt: nine - hourMs, etag: '"1"', problem: 'unreachable' } };
    answer = (one) => void one.writeHead(304).end();
    await refreshCalendars(services, { signal: new AbortController().signal });
    assert.deepEqual(titles(), ['Standup']);
    assert.deepEqual(state[id], { readAt: nine - hourMs, etag: '"1"', triedAt: nine });
  });
});
