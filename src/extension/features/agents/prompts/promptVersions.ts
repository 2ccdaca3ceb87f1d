import { basename, dirname } from 'node:path';
import { commands, l10n, window, workspace, type QuickPickItem, type Uri } from 'vscode';
import { AppError } from '../../../../core/base/appError.ts';
import { runGit } from '../../../runGit.ts';
import { gitPath } from '../../../gitExtension.ts';

const mostVersions = 100;

interface VersionItem extends QuickPickItem {
  readonly sha: string;
}

/**
 * Lists the commits that changed a prompt, and compares the chosen one with the file as it is.
 * @throws AppError where git can't tell
 */
export async function showVersions(uri: Uri): Promise<void> {
  if (!workspace.isTrusted || uri.scheme !== 'file')
    throw new AppError('not-allowed', l10n.t('Versions need git, which runs in trusted workspaces only.'));
  const versions = await versionsOf(uri.fsPath);
  if (versions.length === 0) {
    void window.showInformationMessage(l10n.t('No commit has this prompt yet.'));
    return;
  }
  const name = basename(uri.path);
  const chosen = await window.showQuickPick(versions, { title: l10n.t('Versions of {0}', name) });
  if (!chosen) return;
  const query = JSON.stringify({ path: uri.fsPath, ref: chosen.sha });
  const title = l10n.t('{0} ({1} and now)', name, chosen.sha.slice(0, 8));
  await commands.executeCommand('vscode.diff', uri.with({ scheme: 'git', query }), uri, title);
}

async function versionsOf(file: string): Promise<VersionItem[]> {
  const format = '--format=%H%x00%ct%x00%s';
  const [root, literal] = [dirname(file), `:(literal)${basename(file)}`];
  let text: string;
  try {
    text = await runGit({ git: gitPath(), root }, 'log', `-n${mostVersions}`, format, '--', literal);
  } catch (error) {
    throw new AppError('not-found', l10n.t('git has no versions of this file.'), { cause: error });
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [sha = '', seconds = '', subject = ''] = line.split('\0');
      return {
        sha,
        label: subject,
        description: `${new Date(Number(seconds) * 1000).toLocaleDateString()} · ${sha.slice(0, 8)}`,
      };
    });
}
