import { kindLabel } from '../../../analytics/labels.ts';
import type { Preview, PreviewShare } from '../../../analytics/recompute/preview.ts';
import type { ActivityKind } from '../../../core/facts/activity.ts';
import { formatDuration } from '../../../core/base/format.ts';
import type { Translate } from '../../../core/base/translate.ts';
import { escapeMarkdown } from '../../../core/base/markdown.ts';
import { counted } from '../../../core/base/counted.ts';

/** Old and new totals as Markdown: of each day that changes, of projects and of kinds. */
export function previewReport(preview: Preview, t: Translate): string {
  const { days, oldMs, newMs, changed } = preview;
  const rows = days.filter((one) => one.oldMs !== one.newMs).toReversed();
  const total = { label: `**${t('Total')}**`, oldMs, newMs };
  const kind = ({ name }: PreviewShare): string => kindLabel((name ?? 'other') as ActivityKind, t);
  const project = ({ name }: PreviewShare): string => (name === undefined ? t('No project') : escapeMarkdown(name));
  return [
    `# ${t('Preview of the last 30 days')}`,
    counted(
      t,
      ['1 day would change. Nothing has been changed yet.', '{0} days would change. Nothing has been changed yet.'],
      [changed],
    ),
    table(t('Day'), [...rows.map(({ day, ...of }) => ({ label: day, ...of })), total], t),
    ...part(t('Projects'), table(t('Project'), named(preview.projects, project), t), preview.projects),
    ...part(t('Kinds of activity'), table(t('Kind'), named(preview.kinds, kind), t), preview.kinds),
  ].join('\n\n');
}

function part(title: string, text: string, of: readonly PreviewShare[]): string[] {
  return of.length === 0 ? [] : [`## ${title}`, text];
}

interface Row {
  readonly label: string;
  readonly oldMs: number;
  readonly newMs: number;
}

function named(shares: readonly PreviewShare[], nameOf: (share: PreviewShare) => string): Row[] {
  return shares.map((share) => ({ label: nameOf(share), oldMs: share.oldMs, newMs: share.newMs }));
}

function table(head: string, rows: readonly Row[], t: Translate): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const minutes = (ms: number): string => formatDuration(ms, t);
  const difference = (from: number, to: number): string => `${to < from ? '−' : '+'}${minutes(Math.abs(to - from))}`;
  return [
    line([head, t('Now'), t('Then'), t('Difference')]),
    '|---|---:|---:|---:|',
    ...rows.map(({ label, oldMs, newMs }) => line([label, minutes(oldMs), minutes(newMs), difference(oldMs, newMs)])),
  ].join('\n');
}
