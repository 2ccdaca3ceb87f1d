import { l10n } from 'vscode';
import type { SyncReport } from '../../../core/github/githubState.ts';
import { counted } from '../../../core/base/counted.ts';

type Counts = SyncReport['counts'];

/** Summarizes a sync, as `synced 15: 8 commits, 2 pull requests, 5 issues`. */
export function countsText(counts: Counts): string {
  const total = totalOf(counts);
  if (total === 0) return l10n.t('nothing new');
  const parts = [
    some(counts.commits, counted(l10n.t, ['1 commit', '{0} commits'], [counts.commits])),
    some(counts.pulls, counted(l10n.t, ['1 pull request', '{0} pull requests'], [counts.pulls])),
    some(counts.reviews, counted(l10n.t, ['1 review', '{0} reviews'], [counts.reviews])),
    some(counts.comments, counted(l10n.t, ['1 comment', '{0} comments'], [counts.comments])),
    some(counts.issues, counted(l10n.t, ['1 issue', '{0} issues'], [counts.issues])),
    some(counts.runs, counted(l10n.t, ['1 workflow run', '{0} workflow runs'], [counts.runs])),
  ];
  return l10n.t('synced {0}: {1}', total, parts.filter((part) => part !== '').join(', '));
}

/** The number of items in a sync. */
export function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function some(count: number, text: string): string {
  return count === 0 ? '' : text;
}

/** Describes a sync's result in one line. */
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
      return l10n.t('{0}; GitHub could not be reached for part of it, so the next sync tries again', found);
  }
}

/** Lists what failed and how it was handled, one per line. */
export function problemTexts({ problems }: SyncReport): string[] {
  return problems.map(({ what, repo, status, isUnreadable, remedy }) => {
    const where = repo === undefined ? what : `${what}, ${repo}`;
    const why = isUnreadable ? l10n.t('GitHub answered in a form that it does not document') : statusWords(status);
    return remedy === 'again'
      ? l10n.t('{0}: {1}; tried again with the next sync', where, why)
      : l10n.t('{0}: {1}; left out until it changes', where, why);
  });
}

function statusWords(status: number): string {
  return status === 0 ? l10n.t('no answer') : l10n.t('GitHub answered {0}', status);
}

/** An instant as the user's clock shows it, with the date unless it is today. */
export function clockText(at: number, timeZone?: string): string {
  const dateOf = (instant: number): string => new Date(instant).toLocaleDateString(undefined, { timeZone });
  const time = new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', timeZone });
  return dateOf(at) === dateOf(Date.now()) ? time : `${dateOf(at)} ${time}`;
}
