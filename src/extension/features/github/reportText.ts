import { l10n } from 'vscode';
import type { SyncReport } from '../../../core/github/githubState.ts';

type Counts = SyncReport['counts'];

/** What a sync brought, as `synced 15: 8 commits, 2 pull requests, 5 issues`. */
export function countsText(counts: Counts): string {
  const total = totalOf(counts);
  if (total === 0) return l10n.t('nothing new');
  const parts = [
    one(counts.commits, l10n.t('1 commit'), l10n.t('{0} commits', counts.commits)),
    one(counts.pulls, l10n.t('1 pull request'), l10n.t('{0} pull requests', counts.pulls)),
    one(counts.reviews, l10n.t('1 review'), l10n.t('{0} reviews', counts.reviews)),
    one(counts.comments, l10n.t('1 comment'), l10n.t('{0} comments', counts.comments)),
    one(counts.issues, l10n.t('1 issue'), l10n.t('{0} issues', counts.issues)),
    one(counts.runs, l10n.t('1 workflow run'), l10n.t('{0} workflow runs', counts.runs)),
  ];
  return l10n.t('synced {0}: {1}', total, parts.filter((part) => part !== '').join(', '));
}

/** How many things a sync brought. */
export function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function one(count: number, singular: string, plural: string): string {
  return count === 0 ? '' : count === 1 ? singular : plural;
}

/** How a sync ended, in one line. */
export function outcomeText(report: SyncReport, timeZone?: string): string {
  const found = countsText(report.counts);
  switch (report.outcome) {
    case 'done':
      return found;
    case 'cancelled':
      return l10n.t('{0}; canceled, the next sync continues from there', found);
    case 'limited':
      return l10n.t(
        '{0}; GitHub asked to wait until {1}, then the sync continues',
        found,
        clockText(report.retryAt ?? 0, timeZone),
      );
    case 'signed-out':
      return l10n.t('{0}; the session has ended: sign in to continue', found);
    case 'failed':
      return l10n.t('{0}; GitHub could not be reached for all of it, the next sync tries again', found);
  }
}

/** What did not work and what was done about it, a line each. */
export function problemTexts({ problems }: SyncReport): string[] {
  return problems.map(({ what, repo, status, remedy }) => {
    const where = repo === undefined ? what : `${what}, ${repo}`;
    const why = status === 0 ? l10n.t('no answer') : l10n.t('GitHub answered {0}', status);
    return remedy === 'again'
      ? l10n.t('{0}: {1}; tried again with the next sync', where, why)
      : l10n.t('{0}: {1}; left out until it changes', where, why);
  });
}

/** An instant as the user's clock shows it, with the date unless it is today. */
export function clockText(at: number, timeZone?: string): string {
  const dateOf = (instant: number): string => new Date(instant).toLocaleDateString(undefined, { timeZone });
  const time = new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', timeZone });
  return dateOf(at) === dateOf(Date.now()) ? time : `${dateOf(at)} ${time}`;
}
