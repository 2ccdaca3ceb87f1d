import { commands, l10n, QuickPickItemKind, Uri, window, type QuickPickItem } from 'vscode';
import { githubStateId, githubStateOf, type GithubState } from '../../../core/github/githubState.ts';
import type { Services } from '../../services.ts';
import { connectionOf } from '../../githubConnection.ts';
import { clockText, outcomeText, problemTexts } from './reportText.ts';

type Item = QuickPickItem & { readonly command?: string };

/** Shows the connected account, the last sync's result, the next sync, the remaining rate limit, and actions. */
export async function showStatus(services: Services, nextAt: number | undefined): Promise<void> {
  const state = githubStateOf(await services.read('facts.document', { id: githubStateId }));
  const isConnected = connectionOf(services) !== undefined;
  const items = [
    ...(state && isConnected ? accountItems(state, nextAt, services.timeZone.name) : []),
    ...actionItems(isConnected),
  ];
  const title = l10n.t('GitHub');
  const chosen = await window.showQuickPick(items, { title, matchOnDetail: true });
  if (chosen?.command !== undefined) await commands.executeCommand(chosen.command);
}

function accountItems(
  { account, host, last }: GithubState,
  nextAt: number | undefined,
  timeZone: string | undefined,
): Item[] {
  const next = nextAt === undefined ? l10n.t('by hand') : clockText(nextAt, timeZone);
  const rate = last?.rate;
  const facts = [
    ...(last ? [l10n.t('Last sync: {0}', `${clockText(last.endedAt, timeZone)}, ${outcomeText(last, timeZone)}`)] : []),
    l10n.t('Next sync: {0}', next),
    ...(rate
      ? [
          l10n.t(
            'Rate limit: {0} of {1} left, full again at {2}',
            rate.remaining,
            rate.limit,
            clockText(rate.resetAt, timeZone),
          ),
        ]
      : []),
    ...(last ? problemTexts(last) : []),
  ];
  return [
    {
      label: account.login,
      description: host,
      ...(account.avatar !== '' && { iconPath: Uri.parse(account.avatar) }),
    },
    ...facts.map((label) => ({ label })),
    { label: '', kind: QuickPickItemKind.Separator },
  ];
}

function actionItems(isConnected: boolean): Item[] {
  if (!isConnected) return [{ label: l10n.t('Connect GitHub'), command: 'daymark.connectGithub' }];
  return [
    { label: l10n.t('Sync Now'), command: 'daymark.syncGithub' },
    { label: l10n.t('Choose Repositories'), command: 'daymark.githubRepositories' },
    { label: l10n.t('Disconnect'), command: 'daymark.disconnectGithub' },
  ];
}
