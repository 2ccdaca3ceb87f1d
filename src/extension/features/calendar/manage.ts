import { commands, l10n, ProgressLocation, window, type QuickPickItem } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { clockTime } from '../../../core/time/clockTime.ts';
import { dayOf } from '../../../core/time/days.ts';
import type { CalendarView } from '../../../planning/calendar/calendarViews.ts';
import { calendarDays, calendars } from '../../../planning/calendar/calendars.ts';
import type { Services } from '../../services.ts';
import { reconnectCalendar, useItems } from './connect.ts';
import { connectedHere, forgetPlace } from './connections.ts';
import { noticeProblems, outOfDate } from './problems.ts';
import { problemText } from './readPlace.ts';
import { refreshCalendars, settleMeetings } from './refresh.ts';
import { unlinked } from '../../unlinked.ts';

/** "Manage Calendars…": lists the connected calendars, and changes, refreshes, or disconnects one. */
export async function manageCalendars(services: Services): Promise<void> {
  const { calendars: known } = await services.read('calendars.list', {});
  const connect: QuickPickItem = { label: `$(add) ${l10n.t('Connect Calendar…')}` };
  const refresh: QuickPickItem = { label: `$(refresh) ${l10n.t('Refresh All Now')}` };
  const items = known.map((calendar) => ({ ...itemOf(services, calendar), calendar }));
  const chosen = await window.showQuickPick<QuickPickItem & { calendar?: CalendarView }>(
    [...items, ...(known.length > 0 ? [refresh] : []), connect],
    { title: l10n.t('Calendars'), placeHolder: l10n.t('Choose a calendar to change it') },
  );
  if (chosen === connect) await commands.executeCommand('daymark.connectCalendar');
  else if (chosen === refresh) await refreshNow(services);
  else if (chosen?.calendar) await changeOne(services, chosen.calendar);
}

function itemOf(services: Services, { id, name, host, source, on, use }: CalendarView): QuickPickItem {
  const state = connectedHere(services)[id];
  const use_ = useItems().find((one) => one.use === use)?.label ?? '';
  const at = state?.readAt;
  const offset = at === undefined ? 0 : services.clock.utcOffset(at);
  const detail =
    state === undefined
      ? l10n.t('Connected on another machine. "Connect Again…" reads it from here, too.')
      : [
          ...(at === undefined ? [] : [l10n.t('As of {0} {1}', dayOf(at, offset), clockTime(at, offset))]),
          ...(state.problem ? [problemText(state.problem)] : []),
        ].join(' · ');
  const where = source === 'file' ? l10n.t('File') : host;
  return { label: name, description: [on ? use_ : l10n.t('Off'), where].join(' · '), detail };
}

async function changeOne(services: Services, calendar: CalendarView): Promise<void> {
  const { id, name, on } = calendar;
  const again = { label: l10n.t('Connect Again…'), run: () => reconnectCalendar(services, calendar) };
  const state = connectedHere(services)[id];
  const isReadable = state !== undefined && state.problem === undefined;
  const actions = [
    ...(isReadable ? [] : [again]),
    { label: l10n.t('Change What Its Events Mean'), run: () => changeUse(services, calendar) },
    {
      label: on ? l10n.t('Turn Off') : l10n.t('Turn On'),
      run: () => change(services, id, { status: on ? 'off' : 'on' }),
    },
    { label: l10n.t('Rename'), run: () => rename(services, calendar) },
    ...(isReadable ? [again] : []),
    { label: l10n.t('Disconnect'), run: () => disconnect(services, calendar) },
  ];
  const chosen = await window.showQuickPick(actions, { title: name, ignoreFocusOut: true });
  await chosen?.run();
}

async function change(
  services: Services,
  id: string,
  changes: Parameters<ReturnType<typeof recordsOf>['revise']>[1],
): Promise<void> {
  await recordsOf(services).revise(id, changes);
  await settleMeetings(services);
  await noticeProblems(services);
}

function recordsOf(services: Services) {
  return services.records(calendars);
}

async function changeUse(services: Services, { id, name }: CalendarView): Promise<void> {
  const chosen = await window.showQuickPick(useItems(), {
    title: l10n.t('What Do the Events of "{0}" Mean?', name),
    ignoreFocusOut: true,
  });
  if (chosen) await change(services, id, { use: chosen.use });
}

async function rename(services: Services, { id, name }: CalendarView): Promise<void> {
  const text = await window.showInputBox({ ignoreFocusOut: true, title: l10n.t('Name of the Calendar'), value: name });
  if (text !== undefined && text.trim() !== '') await change(services, id, { name: text.trim() });
}

/** Forgets the address and the password, and deletes the events. What counted as meeting time stays. */
async function disconnect(services: Services, { id, name }: CalendarView): Promise<void> {
  const sure = l10n.t('Disconnect');
  const detail = l10n.t('Its address and its events are deleted. Meetings that already counted stay in your time.');
  const question = l10n.t('Disconnect the calendar "{0}"?', name);
  if ((await window.showWarningMessage(question, { modal: true, detail }, sure)) !== sure) return;
  await forgetPlace(services, id);
  const stored = await services.read('calendar.storedDays', { calendar: id, from: 0, to: Number.MAX_SAFE_INTEGER });
  const days = services.records(calendarDays);
  for (const day of stored) {
    // The remains of a deleted record are empty.
    await days.revise(day.id, { events: [] });
    await days.remove(day.id);
  }
  await recordsOf(services).remove(id);
  await noticeProblems(services);
  services.didChange();
  void window.showInformationMessage(unlinked(l10n.t('"{0}" is disconnected.', name)));
}

async function refreshNow(services: Services): Promise<void> {
  const options = { location: ProgressLocation.Notification, title: l10n.t('Reading calendars…'), cancellable: true };
  await window.withProgress(options, async (_, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort(new AppError('cancelled', l10n.t('Canceled.'))));
    if (!(await refreshCalendars(services, { signal: abort.signal, now: true })))
      throw new AppError('storage-locked', l10n.t('Another window is reading the calendars. Try again in a moment.'));
  });
  const problems = await outOfDate(services);
  if (problems.length > 0) void window.showWarningMessage(unlinked(problems.map(({ text }) => text).join(' ')));
  else void window.showInformationMessage(l10n.t('Calendars are up to date.'));
}
