import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import type { App } from '../../../../src/core/operations/app.ts';
import { recordsOf } from '../../../../src/core/records/records.ts';
import { dayMs, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { DataFolder } from '../../../../src/headless/dataFolder.ts';
import { defaultAnswerSettings } from '../../../../src/headless/settingsFile.ts';
import { answerMeeting, changeCalendar, changeMeeting } from '../../../../src/planning/calendar/calendarActions.ts';
import type { CalendarEvent } from '../../../../src/planning/calendar/calendarEvents.ts';
import type { MeetingChange } from '../../../../src/planning/calendar/calendarQueries.ts';
import type { CalendarDayView } from '../../../../src/planning/calendar/calendarViews.ts';
import { calendars, type Calendar } from '../../../../src/planning/calendar/calendars.ts';
import { capacityBeside, type TakenTime } from '../../../../src/planning/calendar/planCapacity.ts';
import { readingRange, storeEvents } from '../../../../src/planning/calendar/storeEvents.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { span } from '../../storage/facts.ts';
import { StorageFolder, wasmPath } from '../../storage/storageFolder.ts';

// Through the real store. The clock is at 9:00 UTC on Monday, March 2.
describe('meetings of the calendar', () => {
  let disk: StorageFolder;
  let data: DataFolder;
  let app: App;
  let nine: number;
  let id: string;

  const ask = (operation: string, params: unknown): Promise<unknown> =>
    data.answer({ operation, params, options: { ...defaultAnswerSettings, now: disk.clock.now(), offset: 0 } });

  beforeEach(async () => {
    disk = new StorageFolder();
    nine = disk.clock.now();
    await work(nine - 2 * dayMs, 1);
    const { folder, clock } = disk;
    data = new DataFolder({ folder, wasmPath, clock, mayWrite: true });
    const read = (query: { readonly name: string }, params: unknown) => ask(query.name, params);
    const base = {
      clock,
      t: translator(),
      recorder: data.recorder,
      read: read as never,
    };
    app = {
      ...base,
      records: recordsOf(base),
      readOptions: () => ({ ...defaultAnswerSettings, now: clock.now(), offset: 0 }),
    };
    id = await connect({});
  });
  afterEach(async () => {
    await data.close();
    disk.remove();
  });

  /** Observed coding for some minutes from an instant. */
  async function work(start: number, minutes: number): Promise<void> {
    const { folder, clock } = disk;
    const journal = disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
    journal.append({ ...span({ start, end: start + minutes * minuteMs }), id: journal.nextId() });
    await journal.close();
  }

  async function connect(changes: Partial<Calendar>): Promise<string> {
    const fields = {
      name: 'Work',
      source: 'url',
      host: 'calendar.test',
      use: 'meeting',
      status: 'on',
      since: nine,
    } as const;
    return (await app.records(calendars).create({ ...fields, addresses: [], ...changes })).id;
  }

  const meeting = (changes: Partial<CalendarEvent> = {}): CalendarEvent => ({
    id: 'standup',
    title: 'Standup',
    start: nine + hourMs,
    end: nine + 2 * hourMs,
    allDay: false,
    state: 'busy',
    ...changes,
  });
  const store = (events: readonly CalendarEvent[], calendar = id) =>
    storeEvents(app, { calendar, range: readingRange(disk.clock.now()), events });
  const settle = async () => {
    const changes = (await ask('calendar.meetingChanges', {})) as MeetingChange[];
    for (const change of changes) await changeMeeting(app, change);
    return changes.length;
  };
  const day = async (of = '2026-03-02') =>
    (
      (await ask('calendar.events', { from: of, to: of, workFrom: '09:00', workTo: '17:00' })) as {
        days: CalendarDayView[];
      }
    ).days[0] as CalendarDayView;
  const outcomes = async () =>
    (await day()).events.map(({ outcome, reason }) => [outcome, reason].filter(Boolean).join(' '));
  /** Minutes of the day that count, and those of meetings. */
  const counted = async () => {
    const { totalMs, byKind } = (await ask('day.get', { day: '2026-03-02' })) as {
      totalMs: number;
      byKind: { name: string; ms: number }[];
    };
    return [totalMs, byKind.find(({ name }) => name === 'meeting')?.ms ?? 0].map((ms) => ms / minuteMs);
  };
  const answer = (said: 'attended' | 'missed' | null) => answerMeeting.run(app, { event: 'standup', answer: said });

  it('are planned until they end, then count once, under their title', async () => {
    assert.equal(await store([meeting()]), 1);
    assert.equal(await store([meeting()]), 0, 'an unchanged calendar wrote something');
    assert.deepEqual(await outcomes(), ['planned']);
    assert.equal(await settle(), 0);
    disk.clock.pass(2 * hourMs + minuteMs);
    assert.deepEqual(await outcomes(), ['counted']);
    assert.deepEqual([await settle(), await settle()], [1, 0]);
    assert.deepEqual(await counted(), [60, 60]);
    assert.deepEqual(await outcomes(), ['counted']);
  });

  it('ask when other work was measured for a third of them, and count only once the user says so', async () => {
    await store([meeting()]);
    await work(nine + hourMs, 25);
    disk.clock.pass(3 * hourMs);
    assert.deepEqual(await outcomes(), ['asked worked']);
    assert.equal(await settle(), 0);
    assert.deepEqual(await counted(), [25, 0]);
    await answer('attended');
    // Observed time has priority over the meeting, and every minute counts once.
    assert.deepEqual(await counted(), [60, 35]);
    assert.deepEqual(await outcomes(), ['attended']);
    await answer('missed');
    assert.deepEqual(await counted(), [25, 0]);
    await answer(null);
    assert.deepEqual([await outcomes(), await counted()], [['asked worked'], [25, 0]]);
  });

  it('count beside a little other work, and are taken back when more of it turns up later', async () => {
    await store([meeting()]);
    await work(nine + hourMs, 10);
    disk.clock.pass(3 * hourMs);
    await settle();
    assert.deepEqual(await counted(), [60, 50]);
    // The journal of another machine arrives.
    await work(nine + hourMs + 10 * minuteMs, 40);
    assert.equal(await settle(), 1);
    assert.deepEqual([await outcomes(), await counted()], [['asked worked'], [50, 0]]);
  });

  it('ask when the user deleted what they counted as, and do not count again by themselves', async () => {
    await store([meeting()]);
    disk.clock.pass(3 * hourMs);
    await settle();
    await changeMeeting(app, { ...meeting(), calendar: 'Work', counts: false });
    assert.deepEqual([await outcomes(), await settle()], [['asked deleted'], 0]);
  });

  it('ask when they are tentative, overlap, or ended before the calendar was connected', async () => {
    const other = meeting({ id: 'other', title: 'Review', end: nine + 3 * hourMs });
    const earlier = meeting({ id: 'earlier', start: nine - hourMs, end: nine - 30 * minuteMs });
    const tentative = meeting({ id: 'maybe', start: nine + 4 * hourMs, end: nine + 5 * hourMs, state: 'tentative' });
    await store([earlier, meeting(), other, tentative]);
    disk.clock.pass(6 * hourMs);
    // Only half of the longer one overlaps the shorter one, which is entirely within it.
    assert.deepEqual(await outcomes(), ['asked earlier', 'asked overlap', 'asked overlap', 'asked tentative']);
    assert.equal(await settle(), 0);
  });

  it('are left out when they are of whole days, free, declined, away, too long, or of a calendar without meetings', async () => {
    const state = (one: CalendarEvent['state']) => meeting({ id: one, state: one });
    const whole = meeting({ id: 'whole', allDay: true, start: nine - 9 * hourMs, end: nine + 15 * hourMs });
    await store([
      whole,
      state('free'),
      state('declined'),
      state('away'),
      meeting({ id: 'long', end: nine + 14 * hourMs }),
    ]);
    await store([meeting({ id: 'focus' })], await connect({ use: 'busy' }));
    await store([meeting({ id: 'holiday' })], await connect({ use: 'ignore' }));
    await store([meeting({ id: 'off' })], await connect({ status: 'off' }));
    disk.clock.pass(15 * hourMs);
    const found = (await day()).events
      .map((one) => `${one.id} ${one.outcome} ${one.reason ?? ''} ${one.blocks}`)
      .sort();
    assert.deepEqual(found, [
      'away none away true',
      'declined none declined false',
      'focus none calendar true',
      'free none free false',
      'holiday none calendar false',
      'long none long false',
      'whole none allDay false',
    ]);
    assert.equal(await settle(), 0);
  });

  it('go with their calendar when it is turned off, and come back with it', async () => {
    await store([meeting()]);
    await store([meeting({ id: 'other' })], await connect({}));
    const shown = async () => (await day()).events.map((one) => one.id).sort();
    assert.deepEqual(await shown(), ['other', 'standup']);
    await changeCalendar.run(app, { id, on: false });
    assert.deepEqual(await shown(), ['other']);
    await changeCalendar.run(app, { id, on: true });
    assert.deepEqual(await shown(), ['other', 'standup']);
  });

  it('give the free time of a day, and the time that they take once', async () => {
    const other = meeting({ id: 'other', start: nine + 90 * minuteMs, end: nine + 3 * hourMs });
    const soon = meeting({ id: 'soon', start: nine + 190 * minuteMs, end: nine + 4 * hourMs });
    await store([meeting(), other, soon]);
    const { free, takenMs } = await day();
    const hours = free.map(({ start, end }) => [start, end].map((at) => (at - nine) / hourMs));
    assert.deepEqual(hours, [
      [0, 1],
      [4, 8],
    ]);
    assert.equal(takenMs / minuteMs, 60 + 60 + 50);
  });

  it('take their time from the capacity of a plan, and say so', async () => {
    const other = meeting({ id: 'other', start: nine + 90 * minuteMs, end: nine + 3 * hourMs });
    await store([
      meeting(),
      other,
      meeting({ id: 'free', start: nine + 6 * hourMs, end: nine + 7 * hourMs, state: 'free' }),
    ]);
    const usual = { capacityMinutes: 300, capacityEvidence: [{ id: 'capacity', text: 'usual' }] };
    const taken = (await ask('calendar.taken', { day: '2026-03-02' })) as TakenTime;
    assert.deepEqual(capacityBeside(usual, taken, translator()), {
      capacityMinutes: 180,
      capacityEvidence: [...usual.capacityEvidence, { id: 'calendar', text: 'Your calendar takes 2h, in events: 2' }],
    });
    assert.deepEqual(
      capacityBeside(usual, (await ask('calendar.taken', { day: '2026-03-03' })) as TakenTime, translator()),
      usual,
    );
  });

  it('show one that two calendars have once, and forget one that left the calendar', async () => {
    await store([meeting()]);
    await store([meeting()], await connect({ use: 'ignore', name: 'Shared' }));
    assert.deepEqual(
      (await day()).events.map(({ calendar }) => calendar),
      ['Work'],
    );
    await store([]);
    assert.deepEqual(
      (await day()).events.map(({ calendar }) => calendar),
      ['Shared'],
    );
  });

  it('cannot be answered before they end, or without times', async () => {
    await store([meeting()]);
    await assert.rejects(answer('attended'), { code: 'invalid-input' });
    await assert.rejects(answerMeeting.run(app, { event: 'gone', answer: 'attended' }), { code: 'not-found' });
  });

  it('have titles that are encrypted on disk', async () => {
    await store([meeting({ title: 'Merger with Initech' })]);
    await data.close();
    const { readFileSync, readdirSync, statSync } = await import('node:fs');
    const files = readdirSync(disk.folder, { recursive: true }).map((name) => `${disk.folder}/${String(name)}`);
    for (const file of files.filter((one) => statSync(one).isFile()))
      assert.ok(!readFileSync(file).includes('Initech'), file);
  });
});
