import { l10n, ProgressLocation, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import type { Services } from '../../services.ts';
import type { ImportCounts } from '../../../storage/transfer/importFacts.ts';
import type { ImportKind } from '../../worker/protocol.ts';
import { WorkSignal } from '../../worker/workSignal.ts';
import { countsInWords, requireDone } from './outcome.ts';
import { updateUndoImport } from './updateUndoImport.ts';
import { whenFree } from '../../worker/whenFree.ts';

/** "Import Data": our own export, a WakaTime data dump or ActivityWatch buckets, with a preview; can be undone. */
export async function importData(services: Services): Promise<void> {
  const files = await window.showOpenDialog({
    title: l10n.t('Import Data'),
    filters: { [l10n.t('Exports')]: ['jsonl', 'json'] },
    openLabel: l10n.t('Preview'),
  });
  const path = files?.[0]?.fsPath;
  if (path === undefined) return;
  const preview = await withProgress(l10n.t('Reading…'), (signal) =>
    services.store('previewImport', { path, signal, timeZone: services.timeZone.name }),
  );
  const take = l10n.t('Import');
  const sure = await window.showInformationMessage(
    l10n.t('Import this?'),
    { modal: true, detail: linesOf(preview).join('\n') },
    take,
  );
  if (sure !== take) return;
  const result = await withProgress(l10n.t('Importing…'), (signal) =>
    whenFree(services.clock, () => services.store('importFile', { path, signal, timeZone: services.timeZone.name })),
  );
  requireDone(result);
  await updateUndoImport(services);
  await services.today.read();
  services.didChange();
  const undo = l10n.t('Undo');
  const chosen = await window.showInformationMessage(
    l10n.t('Imported: {0}.', countsInWords(result.added)),
    ...(result.name ? [undo] : []),
  );
  if (chosen === undo && result.name) await takeOut(services, result.name);
}

function linesOf({ added, known, changed, skipped, others, kind, dayTotals }: ImportCounts & ImportKind): string[] {
  const lines = [
    l10n.t('From: {0}', { daymark: 'Daymark', wakatime: 'WakaTime', activitywatch: 'ActivityWatch' }[kind]),
    l10n.t('New: {0}.', countsInWords(added)),
    l10n.t('Already there: {0}. These change nothing.', known),
  ];
  if (changed > 0)
    lines.push(
      l10n.t(
        'Changed since: {0}. Undo Import restores the earlier versions, except where they have changed again.',
        changed,
      ),
    );
  if (dayTotals > 0) {
    lines.push(
      l10n.t(
        'Days with totals only: {0}. They count only on days with nothing else recorded, and are shown from 9:00.',
        dayTotals,
      ),
    );
  }
  if (others > 0)
    lines.push(l10n.t('Left out because they come from programs that are neither editors nor browsers: {0}.', others));
  if (skipped > 0) lines.push(l10n.t("Left out because they can't be read or have impossible times: {0}.", skipped));
  return lines;
}

/** "Undo Import": takes out what one of the imports added. */
export async function undoImport(services: Services): Promise<void> {
  const imports = await services.store('imports', {});
  if (imports.length === 0)
    throw new AppError('not-found', l10n.t('There is no import from the last seven days to undo.'));
  const items = imports.map((name) => ({ label: name.replace(/\.json$/, ''), name }));
  const chosen = await window.showQuickPick(items, { title: l10n.t('Undo Import') });
  if (chosen) await takeOut(services, chosen.name);
}

async function takeOut(services: Services, name: string): Promise<void> {
  requireDone(await whenFree(services.clock, () => services.store('undoImport', { name })));
  await updateUndoImport(services);
  await services.today.read();
  services.didChange();
  void window.showInformationMessage(l10n.t('The import was undone.'));
}

/** The interval of progress updates, in ms. */
const lookMs = 250;

function withProgress<T>(title: string, work: (signal: SharedArrayBuffer) => Promise<T>): Thenable<T> {
  const location = ProgressLocation.Notification;
  return window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const signal = new WorkSignal();
    const cancelled = token.onCancellationRequested(() => signal.stop());
    let reported = 0;
    const timer = setInterval(() => {
      progress.report({ increment: 100 * (signal.done - reported) });
      reported = signal.done;
    }, lookMs);
    try {
      return await work(signal.memory);
    } finally {
      clearInterval(timer);
      cancelled.dispose();
    }
  });
}
