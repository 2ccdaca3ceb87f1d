import type { Figure } from '../../core/views/figure.ts';
import type { Translate } from '../../core/base/translate.ts';
import { clip } from '../segment.ts';
import type { Segment } from '../segment.ts';

/** The part of segments that a figure counts. */
export function narrowed(segments: readonly Segment[], figure: Figure, t: Translate): Segment[] {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = figure;
  return segments
    .filter((one) => one.start < to && one.end > from && isCounted(one, figure, t))
    .map((one) =>
      one.start >= from && one.end <= to ? one : clip(one, Math.max(one.start, from), Math.min(one.end, to)),
    );
}

/** Returns true if a figure counts this kind of activity, at any time. */
export function isCounted(
  { kind, source, project, file, language, branch }: Pick<Segment, 'kind' | 'source'> & Partial<Segment>,
  figure: Figure,
  t: Translate,
): boolean {
  if (figure.kind !== undefined && figure.kind !== kind) return false;
  if (figure.source !== undefined && figure.source !== source) return false;
  return (
    isProject(project, figure.project, t('No project')) &&
    isNamed(language, figure.language, t('No language')) &&
    isNamed(file, figure.file) &&
    isNamed(branch, figure.branch)
  );
}

/** Returns true if a figure counts only some of a day's doings. */
export function isOfDoing({ kind, source, project, file, language, branch }: Figure): boolean {
  return [kind, source, project, file, language, branch].some((one) => one !== undefined);
}

function isNamed(name: string | undefined, wanted: string | null | undefined, none?: string): boolean {
  if (wanted === undefined) return true;
  return name === undefined ? wanted === null || wanted === none : wanted === name;
}

/** Matches the root, or its last parts as the dashboard shows them. */
export function isProject(root: string | undefined, wanted: string | null | undefined, none: string): boolean {
  if (isNamed(root, wanted, none)) return true;
  return typeof wanted === 'string' && root !== undefined && `/${root.replaceAll('\\', '/')}`.endsWith(`/${wanted}`);
}
