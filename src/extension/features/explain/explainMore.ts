import type { Reconciled } from '../../../analytics/why/reconcile.ts';
import { minuteMs } from '../../../shared/days.ts';
import type { Translate } from '../../../shared/translate.ts';
import type { ExplainedDay } from '../../worker/protocol.ts';
import { escaped } from './markdown.ts';

/** Each commit with git's lines, those that were seen by provenance, and what remains unexplained. */
export function commitLines(commits: readonly Reconciled[], t: Translate): string[] {
  if (commits.length === 0) return [];
  const lines = commits.map(({ commit, seen, remainder }) => {
    const parts = Object.entries(seen).map(([name, { added, removed }]) => `${name} +${added} −${removed}`);
    const known = parts.length > 0 ? parts.join(', ') : t('nothing');
    const git = `+${commit.insertions} −${commit.deletions}`;
    const rest = `${signed(remainder.added)} / ${signed(-remainder.removed)}`;
    return `- ${escaped(commit.subject)}: ${t('git {0}; seen: {1}; not explained: {2}', git, known, rest)}`;
  });
  return [`## ${t('Commits')}`, lines.join('\n')];
}

/** How long errors stood and tasks stayed red, medians. */
export function turnaroundLines({ fixes, greens }: Pick<ExplainedDay, 'fixes' | 'greens'>, t: Translate): string[] {
  const minutes = (ms: number): string => (ms / minuteMs).toFixed(1);
  const lines = [
    ...fixes.map(({ reporter, code, count, medianMs }) =>
      t(
        '{0}: fixed {1} times, after {2} min in the median',
        escaped(`${reporter} ${code}`.trim()),
        count,
        minutes(medianMs),
      ),
    ),
    ...greens.map(({ name, count, medianMs }) =>
      t('{0}: turned green {1} times, after {2} min in the median', escaped(name), count, minutes(medianMs)),
    ),
  ];
  return lines.length === 0 ? [] : [`## ${t('Fixed')}`, lines.map((line) => `- ${line}`).join('\n')];
}

const signed = (count: number): string => (count < 0 ? `−${-count}` : `+${count}`);
