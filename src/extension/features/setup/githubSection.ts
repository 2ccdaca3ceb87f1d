import { l10n } from 'vscode';
import type { GithubStatus } from '../../../core/github/githubStatus.ts';
import type { SetupFact } from '../../../core/views/setup.ts';
import type { Services } from '../../services.ts';
import { operate } from '../../operate.ts';
import { command, setting, type SectionParts } from './sectionParts.ts';

/** Returns the section on GitHub: whether it is connected, the account, the sync interval, and the last sync's result. */
export async function githubSection(services: Services): Promise<SectionParts> {
  const { settings } = services;
  const call = { transport: 'view', operation: 'github.status', params: {} } as const;
  const status = (await operate(services, call)) as GithubStatus;
  const title = l10n.t('GitHub');
  const connect = l10n.t('Connect GitHub');
  if (!status.connected) {
    const text = l10n.t('Not connected. Connect to see commits, pull requests, reviews, and issues in your day.');
    const actions = [command(connect, 'daymark.connectGithub', true)];
    return { id: 'github', title, facts: [{ label: l10n.t('State'), text }], actions };
  }
  const frequencies = {
    every6Hours: l10n.t('every 6 hours'),
    daily: l10n.t('daily'),
    manual: l10n.t('by hand only'),
  };
  return {
    id: 'github',
    title,
    facts: [
      ...accountFacts(status),
      { label: l10n.t('Syncs'), text: frequencies[settings.get('github.sync')] },
      ...syncFacts(status),
    ],
    actions: [
      ...(status.signedOut ? [command(l10n.t('Sign In Again'), 'daymark.connectGithub', true)] : []),
      command(l10n.t('Sync Now'), 'daymark.syncGithub'),
      command(l10n.t('Choose Repositories'), 'daymark.githubRepositories'),
      setting(l10n.t('Change How Often'), 'daymark.github'),
      command(l10n.t('Disconnect'), 'daymark.disconnectGithub'),
    ],
  };
}

function accountFacts({ signedOut, account, isPrivate, repositories }: GithubStatus): SetupFact[] {
  const reach = isPrivate ? l10n.t('public and private repositories') : l10n.t('public repositories');
  const { known, off } = repositories;
  return [
    {
      label: l10n.t('State'),
      text: signedOut ? l10n.t('The session has ended.') : l10n.t('Connected'),
      tone: signedOut ? 'bad' : 'good',
    },
    ...(account ? [{ label: l10n.t('Account'), text: `${account.login} (${account.host})` }] : []),
    { label: l10n.t('Reads'), text: off > 0 ? l10n.t('{0}; {1} of {2} switched off', reach, off, known) : reach },
  ];
}

function syncFacts({ syncing, last, nextAt }: GithubStatus): SetupFact[] {
  return [
    ...(syncing ? [{ label: l10n.t('Now'), text: l10n.t('Syncing…') }] : []),
    ...(last ? [{ label: l10n.t('Last sync'), text: last.text, at: last.at, tone: toneOf(last) }] : []),
    ...(last?.problems ?? []).map((text): SetupFact => ({ label: l10n.t('Problem'), text, tone: 'bad' })),
    ...(nextAt === null ? [] : [{ label: l10n.t('Next sync'), text: '', at: nextAt }]),
  ];
}

function toneOf({ outcome }: NonNullable<GithubStatus['last']>): 'good' | 'plain' {
  return outcome === 'done' ? 'good' : 'plain';
}
