import { basename, dirname } from 'node:path';
import { commands, env, l10n, window, workspace, type QuickPickItem, type Uri } from 'vscode';
import { fewestRuns } from '../../../../agents/runs/performance.ts';
import { AppError } from '../../../../core/base/appError.ts';
import { gitPath } from '../../../gitExtension.ts';
import { markdownPage } from '../../../markdownPage.ts';
import { runGit } from '../../../runGit.ts';
import type { Services } from '../../../services.ts';
import { outcomeText, versionsPage } from './promptTexts.ts';
import { promptUsages, usageOf, type PromptVersion } from './promptUsage.ts';

const mostVersions = 100;

/** A commit that changed a prompt. */
interface Commit {
  readonly sha: string;
  readonly subject: string;
  readonly date: string;
  /** The id of the file's content in it; undefined if it was deleted. */
  readonly version: string | undefined;
}

interface VersionItem extends QuickPickItem {
  readonly sha: string;
}

/**
 * Lists the commits that changed a prompt, with the use and outcome of each, and compares the chosen one with the file as it is.
 * @throws AppError where git can't tell
 */
export async function showVersions(services: Services, uri: Uri, prompt: PromptVersion): Promise<void> {
  if (!workspace.isTrusted || uri.scheme !== 'file')
    throw new AppError('not-allowed', l10n.t('Versions need git, which runs in trusted workspaces only.'));
  const commits = await commitsOf(uri.fsPath, dateIn(services));
  if (commits.length === 0) {
    void window.showInformationMessage(l10n.t('No commit has this prompt yet.'));
    return;
  }
  const usage = usageOf(await promptUsages(services, prompt.file), prompt);
  const items = commits.map(({ sha, subject, date, version }): VersionItem => {
    const used = usage?.versions.find((one) => one.version === version);
    return { sha, label: subject, description: [date, sha.slice(0, 8), outcomeText(used, l10n.t)].join(' · ') };
  });
  const name = basename(uri.path);
  const chosen = await window.showQuickPick(items, { title: l10n.t('Versions of {0}', name), ignoreFocusOut: true });
  if (!chosen) return;
  const query = JSON.stringify({ path: uri.fsPath, ref: chosen.sha });
  const title = l10n.t('{0} ({1} and now)', name, chosen.sha.slice(0, 8));
  await commands.executeCommand('vscode.diff', uri.with({ scheme: 'git', query }), uri, title);
}

const versionsPageIn = markdownPage('daymark-prompt-versions', 'Prompt Versions.md');

/**
 * Opens a page that compares the versions of a prompt that were used: how often, and how the agent runs with each went.
 * @param uri its file; absent for a starter prompt
 */
export async function showOutcomes(services: Services, prompt: PromptVersion, uri?: Uri): Promise<void> {
  const usage = usageOf(await promptUsages(services, prompt.file), prompt);
  const canAsk = workspace.isTrusted && uri?.scheme === 'file';
  const commits = canAsk ? await commitsOf(uri.fsPath, dateIn(services)).catch(() => []) : [];
  const labelOf = (version: string): string => {
    const commit = commits.findLast((one) => one.version === version);
    const now = version === prompt.version ? [l10n.t('as it is now')] : [];
    return [commit ? `${commit.subject} (${commit.date})` : l10n.t('No commit has it'), ...now].join(', ');
  };
  const versions = (usage?.versions ?? []).map((view) => ({
    view,
    label: uri ? labelOf(view.version) : l10n.t('Starter prompt'),
  }));
  await versionsPageIn(services).show(
    versionsPage(
      {
        name: prompt.name,
        versions,
        fewest: fewestRuns,
        dateOf: dateIn(services),
        currency: services.settings.currency,
      },
      l10n.t,
    ),
  );
}

function dateIn({ timeZone }: Services): (at: number) => string {
  return (at) => new Date(at).toLocaleDateString(env.language, { timeZone: timeZone.name });
}

/** The latest first. */
async function commitsOf(file: string, dateOf: (at: number) => string): Promise<Commit[]> {
  const format = '--format=%x00%H%x00%ct%x00%s';
  const [root, literal] = [dirname(file), `:(literal)${basename(file)}`];
  let text: string;
  try {
    const options = [`-n${mostVersions}`, '--raw', '--no-abbrev', '--no-renames', format];
    text = await runGit({ git: gitPath(), root }, 'log', ...options, '--', literal);
  } catch (error) {
    throw new AppError('not-found', l10n.t('git has no versions of this file.'), { cause: error });
  }
  return Array.from(
    text.matchAll(/^\0([\da-f]+)\0(\d+)\0(.*)\n(?:\n:\d+ \d+ [\da-f]+ ([\da-f]+) )?/gm),
    ([, sha = '', seconds, subject = '', version]): Commit => ({
      sha,
      subject,
      date: dateOf(Number(seconds) * 1000),
      version: version === undefined || /^0+$/.test(version) ? undefined : version,
    }),
  );
}
