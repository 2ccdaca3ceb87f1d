import { formatDuration, weekdayLabel } from '../../../core/base/format.ts';
import { languageName } from '../../../core/base/languageName.ts';
import type { Translate } from '../../../core/base/translate.ts';
import type { Share } from '../../../core/views/views.ts';
import type { WeekSummary } from '../../../core/views/weekSummary.ts';
import { escapeMarkdown } from '../../../core/base/markdown.ts';
import { counted } from '../../../core/base/counted.ts';

/** Characters of the longest bar. */
const barLength = 24;

/** A week in Markdown: figures, its days as bars, where the time went, and what came of it. */
export function weekMarkdown(week: WeekSummary, t: Translate): string {
  const parts = [
    `# ${weekTitle(week, t)}`,
    ...(week.demo ? [`**${t('Demo data: made up, not yours.')}**`] : []),
    totalLine(week, t),
    dayTable(week, t),
    ...shareTable(t('Projects'), week.byProject, { total: week.totalMs, t }),
    ...shareTable(t('Languages'), withNames(week.byLanguage), { total: week.totalMs, t }),
    ...shareTable(t('Kinds of activity'), week.byKind, { total: week.totalMs, t }),
    `## ${t('What came of it')}`,
    outcomes(week, t)
      .map((line) => `- ${line}`)
      .join('\n'),
    ...doneTasks(week, t),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Such as `Week of 2026-11-16 to 2026-11-22`. */
export function weekTitle({ from, to }: Pick<WeekSummary, 'from' | 'to'>, t: Translate): string {
  return t('Week of {0} to {1}', from, to);
}

function totalLine({ totalMs, beforeMs, days }: WeekSummary, t: Translate): string {
  const worked = days.filter((day) => day.totalMs > 0).length;
  const time = formatDuration(totalMs, t);
  const text = counted(t, ['**{1}** on one day.', '**{1}** on {0} days.'], [worked, time]);
  if (beforeMs === 0) return text;
  const percent = Math.round((Math.abs(totalMs - beforeMs) / beforeMs) * 100);
  if (percent === 0) return `${text} ${t('As much as on the same days of the week before.')}`;
  return totalMs > beforeMs
    ? `${text} ${t('{0} % more than in the same days of the week before.', percent)}`
    : `${text} ${t('{0} % less than in the same days of the week before.', percent)}`;
}

function dayTable({ days }: WeekSummary, t: Translate): string {
  const most = Math.max(1, ...days.map(({ totalMs }) => totalMs));
  const rows = days.map(({ day, totalMs, score }) => {
    const cells = [weekdayLabel(day, t), day, formatDuration(totalMs, t), bar(totalMs / most), score ?? '–'];
    return `| ${cells.join(' | ')} |`;
  });
  const head = [t('Weekday'), t('Day'), t('Time'), '', t('Score')];
  return [`| ${head.join(' | ')} |`, '|---|---|---:|---|---:|', ...rows].join('\n');
}

function shareTable(title: string, shares: readonly Share[], { total, t }: { total: number; t: Translate }): string[] {
  if (shares.length === 0 || total === 0) return [];
  const most = shares[0]?.ms ?? 1;
  const rows = shares.map(({ name, ms }) => {
    const percent = `${Math.round((ms / total) * 100)} %`;
    return `| ${[escapeMarkdown(name), formatDuration(ms, t), bar(ms / most), percent].join(' | ')} |`;
  });
  const head = `| ${[t('Name'), t('Time'), '', t('Share')].join(' | ')} |`;
  return [`## ${title}`, [head, '|---|---:|---|---:|', ...rows].join('\n')];
}

const withNames = (languages: readonly Share[]): Share[] =>
  languages.map((share) => ({ ...share, name: languageName(share.name) }));

/** A bar of block characters, which works in text as well as on a page. */
function bar(share: number): string {
  return '█'.repeat(share > 0 ? Math.max(1, Math.round(share * barLength)) : 0);
}

function outcomes({ longestMs, tasks, errorsFixed, runs, commits }: WeekSummary, t: Translate): string[] {
  return [
    t('Longest unbroken stretch: {0}', formatDuration(longestMs, t)),
    ...(tasks.planned > 0 ? [t('Tasks done: {0} of {1} planned', tasks.done.length, tasks.planned)] : []),
    t('Errors fixed: {0}', errorsFixed),
    t('Tests and builds: {0} passed, {1} failed', runs.passed, runs.failed),
    t('Commits: {0}', commits),
  ];
}

function doneTasks({ tasks }: WeekSummary, t: Translate): string[] {
  if (tasks.done.length === 0) return [];
  return [`## ${t('Done')}`, tasks.done.map((title) => `- ${escapeMarkdown(title)}`).join('\n')];
}
