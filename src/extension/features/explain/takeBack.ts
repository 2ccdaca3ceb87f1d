import { l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { corrections as correctionRecords } from '../../../analytics/corrections/correctionRecords.ts';
import type { Day } from '../../../core/time/days.ts';
import type { Services } from '../../services.ts';
import { chosen } from './correct.ts';
import { correctionText } from './explainReport.ts';

/**
 * Removes a correction of a day: the recorded data counts as before.
 * @param of the day, and the correction if it is known which
 */
export async function takeBack(
  { read, records, t }: Services,
  { day, id: known }: { readonly day: Day; readonly id?: string | undefined },
): Promise<void> {
  const { corrections } = await read('figure.explain', { figure: { day } });
  if (corrections.length === 0) throw new AppError('not-found', l10n.t('There is no correction on {0}.', day));
  const items = corrections.toReversed().map(({ id, ...one }) => ({ id, label: correctionText({ id, ...one }, t) }));
  const id =
    known ?? (await chosen(window.showQuickPick(items, { title: l10n.t('Which correction do you want to undo?') }))).id;
  await records(correctionRecords).remove(id);
}
