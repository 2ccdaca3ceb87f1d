import type { ActivityKind } from '../core/facts/activity.ts';
import type { Translate } from '../core/base/translate.ts';
import { kindLabels } from '../core/views/labels.ts';

/** The name of a kind of activity, as a title begins with it. */
export function kindLabel(kind: ActivityKind, t: Translate): string {
  return kindLabels(t)[kind];
}

/**
 * Returns a function that names projects: by the last part of their root, or by the last two if several share it.
 * @param roots of all projects that are shown together
 */
export function projectNames(roots: Iterable<string>): (root: string) => string {
  const counts = new Map<string, number>();
  for (const root of new Set(roots)) {
    const name = lastParts(root, 1);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const names = new Map<string, string>();
  return (root) => {
    const known = names.get(root);
    if (known !== undefined) return known;
    const name = lastParts(root, (counts.get(lastParts(root, 1)) ?? 0) > 1 ? 2 : 1);
    names.set(root, name);
    return name;
  };
}

function lastParts(root: string, count: number): string {
  const parts = root.split(/[\\/]/).filter((part) => part !== '');
  return parts.slice(-count).join('/') || root;
}
