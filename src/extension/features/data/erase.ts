import { l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { addDays, isDay, type TimeRange } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import { startOfDay } from '../../../core/time/zone.ts';
import type { EraseRequest } from '../../../storage/erase/eraseRows.ts';
import type { EraseResult } from '../../../storage/store.ts';
import { readRemote } from '../../places/remotes.ts';
import type { Services } from '../../services.ts';
import { countsInWords, requireDone } from './outcome.ts';
import { whenFree } from '../../worker/whenFree.ts';
import { counted } from '../../../core/base/counted.ts';

interface Target {
  readonly what: EraseRequest;
  readonly title: string;
}

/** "Erase Data": a project, a range of days, or everything, from file, journals, backups and vault; asked twice, counted after. */
export async function eraseData(services: Services): Promise<void> {
  const target = await chooseTarget(services);
  if (!target) return;
  const erase = l10n.t('Erase');
  const detail = l10n.t(
    "It is erased from the SQLite file, the journals, and every backup. This can't be undone. If in doubt, export it first.",
  );
  const synced = (await services.store('syncState', {}))
    ? ` ${l10n.t('Sync is on: your other devices erase it too when they sync. The backend keeps what was uploaded, encrypted.')}`
    : '';
  const sure = await window.showWarningMessage(target.title, { modal: true, detail: detail + synced }, erase);
  if (sure !== erase) return;
  const result = await whenFree(services.clock, () => services.store('erase', target.what));
  requireErased(result);
  await services.today.read();
  services.didChange();
  const counts = countsInWords(result.erased);
  const trimmed =
    result.trimmed > 0
      ? ` ${l10n.t('Entries that also concern other projects, from which only this part was removed: {0}.', result.trimmed)}`
      : '';
  const left =
    result.journalsLeft > 0
      ? ` ${counted(
          l10n.t,
          [
            '1 journal is in use or from a newer version. Run this again later.',
            '{0} journals are in use or from a newer version. Run this again later.',
          ],
          [result.journalsLeft],
        )}`
      : '';
  void window.showInformationMessage(
    l10n.t('Erased: {0}. Backups changed: {1}.', counts, result.copiesChanged) + trimmed + left,
  );
}

/** Throws, in words, when the erasure is not complete. */
function requireErased(result: EraseResult): void {
  if (result.outcome === 'lost') {
    throw new AppError(
      'storage-locked',
      l10n.t(
        'Another window took over the SQLite file before everything was erased. Backups and journals may still hold it: run "Daymark: Erase Data…" again.',
      ),
    );
  }
  requireDone(result);
}

async function chooseTarget(services: Services): Promise<Target | undefined> {
  const items = [
    { label: l10n.t('A project…'), choose: () => chooseProject(services) },
    { label: l10n.t('A range of days…'), choose: () => chooseDays(services) },
    {
      label: l10n.t('Everything'),
      choose: async () => ({ what: {}, title: l10n.t('Erase everything that Daymark has recorded?') }),
    },
  ];
  const chosen = await window.showQuickPick(items, { title: l10n.t('Erase Data') });
  return chosen?.choose();
}

async function chooseProject({ store }: Services): Promise<Target | undefined> {
  const projects = await store('projects', {});
  if (projects.length === 0) throw new AppError('not-found', l10n.t('No project is recorded.'));
  const project = await window.showQuickPick(projects, { title: l10n.t('Erase a Project'), ignoreFocusOut: true });
  if (project === undefined) return undefined;
  const repositories = repositoriesOf(project);
  return {
    what: { project, ...(repositories && { repositories }) },
    title: l10n.t('Erase everything about {0}?', project),
  };
}

/** The repository that the folder was cloned from; undefined if the folder isn't on this machine or has no remote. */
function repositoriesOf(project: string): string[] | undefined {
  const [, ...name] = readRemote(project)?.split('/') ?? [];
  return name.length === 2 ? [name.join('/')] : undefined;
}

async function chooseDays(services: Services): Promise<Target | undefined> {
  const today = presentDay(services.readOptions());
  const text = await window.showInputBox({
    ignoreFocusOut: true,
    title: l10n.t('Erase a Range of Days'),
    prompt: l10n.t('First and last day, such as {0} {1}', addDays(today, -6), today),
    validateInput: (value) => (daysIn(value) ? undefined : l10n.t('Two dates as YYYY-MM-DD, the earlier one first.')),
  });
  const days = text === undefined ? undefined : daysIn(text);
  if (!days) return undefined;
  const range = rangeOf(days, services);
  return { what: { range }, title: l10n.t('Erase everything from {0} to {1}?', ...days) };
}

function daysIn(text: string): [string, string] | undefined {
  const [from, to = from, ...rest] = text.trim().split(/[\s,\u2013]+/);
  return isDay(from) && isDay(to) && rest.length === 0 && from <= to ? [from, to] : undefined;
}

/** The instants of the days where the user is, by the offsets that hold at their ends. */
function rangeOf([from, to]: [string, string], { clock, readOptions }: Services): TimeRange {
  const { dayStartsAt } = readOptions().rules;
  const startOf = (day: string): number => startOfDay(day, (at) => clock.utcOffset(at), dayStartsAt);
  return { from: startOf(from), to: startOf(addDays(to, 1)) };
}
