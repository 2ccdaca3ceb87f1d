import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { l10n, window } from 'vscode';
import {
  claudeHookCommand,
  claudeHookEvents,
  withClaudeHooks,
  withoutClaudeHooks,
} from '../../../agents/claudeHooks.ts';
import { claudeSettings } from '../../../agents/logFolders.ts';
import { AppError } from '../../../core/base/appError.ts';
import { EditedFile } from '../../../hub/editedFile.ts';
import type { Services } from '../../services.ts';
import { unlinked } from '../../unlinked.ts';
import { placesOf } from './askLogs.ts';

/** Returns the path of the file in which the hooks note the state of each session. */
export function notedSessions({ context }: Pick<Services, 'context'>): string {
  return path.join(context.globalStorageUri.fsPath, 'claude-hooks');
}

/** Offers to write hooks into Claude Code's settings that note what its sessions do. Shows them first, and keeps a copy of the file. */
export async function installClaudeHooks(services: Services): Promise<void> {
  if (process.platform === 'win32')
    throw new AppError('not-allowed', l10n.t('The hooks need a POSIX shell, so they are for macOS and Linux only.'));
  if (!services.settings.get('agents.tools').includes('claude-code'))
    throw new AppError('not-allowed', l10n.t('Choose Claude Code with "Choose AI Tools to Read…" first.'));
  const folder = notedSessions(services);
  const file = settingsFile(services);
  const before = textOf(file);
  const text = usable(file, withClaudeHooks(before, folder));
  if (text === before) {
    void window.showInformationMessage(l10n.t("Daymark's hooks are already in Claude Code's settings."));
    return;
  }
  const detail = [
    l10n.t(
      'Claude Code runs this command at the events {0}, with a different word for "working"; at the end of a session, it deletes the note instead. It keeps only the id of the session and that word.',
      claudeHookEvents.join(', '),
    ),
    claudeHookCommand(folder, 'working'),
    l10n.t(
      'Other hooks and settings stay as they are, and a copy of the file is kept beside it. "Remove Claude Code Hooks" removes them.',
    ),
  ].join('\n\n');
  const accept = l10n.t('Write Hooks');
  const title = l10n.t("Write Daymark's hooks into {0}?", file.path);
  if ((await window.showWarningMessage(title, { modal: true, detail }, accept)) !== accept) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A session deletes its own when it ends; those of killed ones are left.
  forgetNotes(folder);
  written(file, text, l10n.t('Claude Code sessions that start from now on report their state to Daymark.'));
}

/** Takes the hooks out of Claude Code's settings, and deletes what they noted. */
export async function removeClaudeHooks(services: Services): Promise<void> {
  const file = settingsFile(services);
  const before = textOf(file);
  const text = before === '' ? '' : usable(file, withoutClaudeHooks(before));
  if (text === before) {
    forgetNotes(notedSessions(services));
    void window.showInformationMessage(l10n.t("Daymark's hooks are not in Claude Code's settings."));
    return;
  }
  const accept = l10n.t('Remove Hooks');
  const title = l10n.t("Remove Daymark's hooks from {0}?", file.path);
  const detail = l10n.t('Other hooks and settings stay as they are, and a copy of the file is kept beside it.');
  if ((await window.showWarningMessage(title, { modal: true, detail }, accept)) !== accept) return;
  written(file, text, l10n.t("Daymark's hooks are removed."));
  forgetNotes(notedSessions(services));
}

function settingsFile(services: Services): EditedFile {
  return new EditedFile(claudeSettings(placesOf(services).home));
}

function textOf(file: EditedFile): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file.read());
  } catch (error) {
    const { code = 'UTF-8' } = error as NodeJS.ErrnoException;
    throw new AppError('invalid-input', l10n.t('{0} could not be read ({1}).', file.path, code), { cause: error });
  }
}

/** @throws AppError where the file can't be understood, so that nothing of it is lost */
function usable(file: EditedFile, text: string | undefined): string {
  if (text !== undefined) return text;
  const message = l10n.t(
    '{0} is damaged, or its hooks are not in the form that Claude Code expects. Fix it first; nothing was changed.',
    file.path,
  );
  throw new AppError('invalid-input', message);
}

function written(file: EditedFile, text: string, done: string): void {
  try {
    const { backup } = file.write(Buffer.from(text));
    const kept = backup === undefined ? done : l10n.t('{0} The original file is in {1}.', done, backup);
    void window.showInformationMessage(unlinked(kept));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new AppError('storage-readonly', l10n.t('{0} could not be written ({1}).', file.path, code), {
      cause: error,
    });
  }
}

/** Deletes what was noted. The folder stays, since windows watch it. */
function forgetNotes(folder: string): void {
  if (existsSync(folder)) for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { force: true });
}
