import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type FakeCalendars, startFakeCalendars } from '../fakes/calendar/fakeCalendars.ts';
import { needWindows, openOtherWindow, type OtherWindow } from '../harness/editor/control.ts';
import { until } from './lib/editor.ts';

/** Tomorrow at nine, UTC. */
const start = new Date(Math.floor(Date.now() / 86_400_000 + 1) * 86_400_000 + 9 * 3_600_000);
const stamp = start.toISOString().replaceAll(/[-:]|\.\d+/g, '');
const ics = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//test//EN',
  'X-WR-CALNAME:Team',
  'BEGIN:VEVENT',
  'UID:1',
  `DTSTAMP:${stamp}`,
  `DTSTART:${stamp}`,
  'DURATION:PT1H',
  'SUMMARY:Review of the orchard',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

/** Returns whether an agent is told of the event. */
async function isTold(): Promise<boolean> {
  const day = (days: number) => new Date(start.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const input = { from: day(-1), to: day(1) };
  const { content } = await vscode.lm.invokeTool('daymark_calendar_events', { input, toolInvocationToken: undefined });
  const text = content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
  return text.includes(`"events":[{"id":"e1","start":${start.getTime()}`);
}

/** A person at another window, since VS Code refuses dialogs in the one that runs tests. */
describe('a calendar', function () {
  this.timeout(120_000);
  let server: FakeCalendars;
  let other: OtherWindow;

  before(async function () {
    needWindows(this);
    server = await startFakeCalendars(ics);
    other = await openOtherWindow();
  });
  after(async () => {
    await other?.close();
    server?.close();
  });

  const click = (button: string) =>
    until(`"${button}" was clicked`, async () => (await other.answer(button)) !== null, 60_000);
  const told = async (pattern: RegExp) => {
    await other.run('Notifications: Show Notifications');
    return until(
      `it was told: ${pattern.source}`,
      async () => (await other.notifications()).find((text) => pattern.test(text)),
      60_000,
    );
  };
  const finish = async (name: string, meaning: string) => {
    await other.enter('Your Email Addresses in This Calendar');
    await other.enter('Name of the Calendar', name);
    await other.choose(meaning, `What Do the Events of "${name}" Mean?`);
  };
  const disconnect = async (name: string) => {
    await other.run('Daymark: Manage Calendars…');
    await other.choose(name, 'Calendars');
    await other.choose('Disconnect', name);
    await click('Disconnect');
    await told(new RegExp(`"${name}" is disconnected`));
  };

  it('is connected by its address after a preview, and its events can be asked for', async () => {
    const before = server.seen.length;
    await other.run('Daymark: Connect Calendar…');
    await other.choose('Address', 'Connect Calendar');
    await other.enter('Connect Calendar', `${server.url}secret.ics`);
    await until('the preview is shown', async () => (await other.text()).includes('Sent: the address itself'), 60_000);
    assert.equal(server.seen.length, before, 'nothing is read before it was confirmed');
    await click('Read Calendar');
    await finish('Team', 'Meetings');
    await told(/"Team" is connected: 1 event /);
    assert.deepEqual(server.seen.slice(before), ['GET /secret.ics']);
    await until('the event is there', isTold);
  });

  it('is forgotten with its events when it is disconnected', async () => {
    await disconnect('Team');
    await until('the event is gone', async () => !(await isTold()));
  });

  it('is found on a CalDAV server, and one of several is chosen', async () => {
    const before = server.seen.length;
    await other.run('Daymark: Connect Calendar…');
    await other.choose('CalDAV', 'Connect Calendar');
    for (const text of [server.url, server.user, server.password]) await other.enter('Connect Calendar', text);
    await until(
      'the preview is shown',
      async () => (await other.text()).includes('Sent: your user name and password'),
      60_000,
    );
    assert.equal(server.seen.length, before);
    await click('Read Calendar');
    await other.choose('work', 'Which Calendar?');
    await finish('Work', 'Blocks Time');
    await told(/"Work" is connected: 1 event /);
    assert.equal(server.seen.at(-1), 'REPORT /calendars/ada/work/');
    await until('the event is there', isTold);
    await disconnect('Work');
  });
});
