import type { WhyEntry } from '../../../analytics/why/explain.ts';

/** The rule to change for a stretch: an existing one, or a new one for its file, its scheme (without a lasting name), or its kind. */
export function changeOf(entry: WhyEntry): object {
  if (entry.type === 'gap' || entry.rule.startsWith('user ')) return { change: 'rules' };
  const { file, scheme, kind } = entry;
  if (scheme !== undefined && (file === undefined || scheme === 'untitled')) return { rule: { scheme } };
  // Matches any character in place of one with a meaning in globs.
  return { rule: file === undefined ? { from: kind } : { glob: file.replaceAll(/[*?[\]{}]/g, '?') } };
}
