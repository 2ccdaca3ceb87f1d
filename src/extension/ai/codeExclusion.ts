import { l10n } from 'vscode';
import { AppError } from '../../core/base/appError.ts';
import { privacyNow } from '../privacy.ts';
import type { Services } from '../services.ts';

/**
 * Tells whether a path of a repository is excluded, as for tracking.
 * @throws AppError `invalid-input` for a whole repository that is, or whose file names are hidden
 */
export function codeExclusion({ settings, clock }: Services, root: string): (path: string) => boolean {
  const privacy = privacyNow(settings, clock);
  if (privacy.judge({ project: root }) !== 'open') {
    const message = l10n.t(
      'This project is excluded, or its file names are hidden (daymark.privacy), so its code is not read.',
    );
    throw new AppError('invalid-input', message);
  }
  return (path) => privacy.judge({ project: root, file: path }) === 'excluded';
}
