import { homedir } from 'node:os';
import { join } from 'node:path';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { l10n, ProgressLocation, Uri, window, type CancellationToken, type Progress } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { dayMs, dayOf, type TimeRange } from '../../../core/time/days.ts';
import type { Services } from '../../services.ts';
import type { DataFormat } from '../../worker/protocol.ts';
import { unlinked } from '../../unlinked.ts';

type Format = DataFormat | 'sqlite';

/** "Export My Data": a file that is readable without Daymark, written piece by piece, with progress and cancel. */
export async function exportData(services: Services): Promise<void> {
  const choice = await askChoice(services);
  if (!choice) return;
  const { format, names } = choice;
  const { clock } = services;
  const now = clock.now();
  const name = `daymark-${dayOf(now, clock.utcOffset(now))}.${format}`;
  const target = await window.showSaveDialog({
    title: l10n.t('Export My Data'),
    defaultUri: Uri.file(join(homedir(), name)),
  });
  if (!target) return;
  const location = ProgressLocation.Notification;
  const title = l10n.t('Exporting…');
  await window.withProgress({ location, title, cancellable: true }, (progress, token) =>
    writeWhole(target.fsPath, (part) =>
      format === 'sqlite'
        ? writeSqlite(services, choice, { part, token })
        : writePieces(services, { ...choice, format }, { part, progress, token }),
    ),
  );
  const done = l10n.t('Exported to {0}.', target.fsPath);
  const warning = names === 'clear' ? ` ${l10n.t('It contains names unencrypted.')}` : '';
  void window.showInformationMessage(unlinked(done + warning));
}

interface ExportChoice {
  readonly format: Format;
  readonly range?: TimeRange;
  /** `days.csv` contains no names, so skip the question. */
  readonly names: 'clear' | 'hidden' | 'none';
}

async function askChoice({ clock }: Services): Promise<ExportChoice | undefined> {
  const format = await chooseFormat();
  const chosen = format && (await chooseRange(clock.now()));
  if (!format || !chosen) return undefined;
  const names = format === 'days.csv' ? 'none' : await chooseNames(format);
  return names && { format, names, ...chosen };
}

async function chooseNames(format: Format): Promise<'clear' | 'hidden' | undefined> {
  const hidden =
    format === 'sqlite'
      ? { label: l10n.t('Encrypted'), detail: l10n.t('As stored: only Daymark with your key can read them.') }
      : { label: l10n.t('As numbers'), detail: l10n.t('project-1, file-12. Titles, notes and messages are left out.') };
  const items = [
    {
      label: l10n.t('Unencrypted'),
      detail: l10n.t('Paths, branches, titles and notes as they are.'),
      names: 'clear' as const,
    },
    { ...hidden, names: 'hidden' as const },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('Names in the Export'), ignoreFocusOut: true }))?.names;
}

/** A file that is cut short must not look whole: it is written aside and renamed at the end. */
async function writeWhole(path: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${path}.part`;
  try {
    await write(part);
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}

interface ExportRun {
  readonly part: string;
  readonly token: CancellationToken;
}

/** SQLite creates its file in one step, so don't make someone who cancels wait for it. */
async function writeSqlite(
  { store }: Services,
  { names, range }: ExportChoice,
  { part, token }: ExportRun,
): Promise<void> {
  const what = { names: names === 'clear' ? 'clear' : 'sealed', ...(range && { range }) } as const;
  const bytes = await Promise.race([store('exportSqlite', what), whenCancelled(token)]);
  await writeFile(part, bytes, { mode: 0o600 });
}

function whenCancelled(token: CancellationToken): Promise<never> {
  return new Promise((_, reject) => {
    token.onCancellationRequested(() => reject(new AppError('cancelled', l10n.t('Canceled.'))));
  });
}

async function writePieces(
  { store, clock, settings }: Services,
  { format, range, names }: ExportChoice & { readonly format: DataFormat },
  { part, token, progress }: ExportRun & { readonly progress: Progress<{ increment: number }> },
): Promise<void> {
  const how = { format, now: clock.now(), names: names === 'hidden' ? 'numbered' : 'clear' } as const;
  const { head, ranges } = await store('exportPlan', { ...how, ...(range && { range }) });
  const rules = settings.timeRules;
  const file = await open(part, 'w', 0o600);
  try {
    await file.write(head);
    for (const piece of ranges) {
      if (token.isCancellationRequested) throw new AppError('cancelled', l10n.t('Canceled.'));
      await file.write(await store('exportPiece', { format, range: piece, rules }));
      progress.report({ increment: 100 / ranges.length });
    }
  } finally {
    await file.close();
  }
}

async function chooseFormat(): Promise<Format | undefined> {
  const items: { label: string; detail: string; format: Format }[] = [
    {
      label: 'JSON Lines',
      detail: l10n.t('Everything, one fact per line. "Import Data" can read it.'),
      format: 'jsonl',
    },
    { label: l10n.t('CSV: spans'), detail: l10n.t('Time in files, for a spreadsheet.'), format: 'spans.csv' },
    { label: l10n.t('CSV: days'), detail: l10n.t('Minutes per day, in total and by source.'), format: 'days.csv' },
    { label: l10n.t('CSV: activities'), detail: l10n.t('What you logged yourself.'), format: 'activities.csv' },
    { label: l10n.t('SQLite file'), detail: l10n.t('For any program that reads SQLite.'), format: 'sqlite' },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('Export My Data') }))?.format;
}

async function chooseRange(now: number): Promise<{ range?: TimeRange } | undefined> {
  const last = (days: number): { range: TimeRange } => ({ range: { from: now - days * dayMs, to: now + dayMs } });
  const items = [
    { label: l10n.t('Everything'), chosen: {} },
    { label: l10n.t('The last 30 days'), chosen: last(30) },
    { label: l10n.t('The last 365 days'), chosen: last(365) },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('What to Export'), ignoreFocusOut: true }))?.chosen;
}
