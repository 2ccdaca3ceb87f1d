import type { ActivityRange } from '../../../core/views/historyViews.ts';
import { useApp } from '../../state/app.ts';

/** What the parts of a range are called. */
export function usePartWords({ by, parts }: ActivityRange): (index: number) => string {
  const { strings } = useApp();
  const words: Readonly<Record<string, string>> =
    by === 'source' ? strings.sources : by === 'kind' ? strings.kinds : {};
  return (index) => {
    const part = parts[index];
    if (part?.type === 'name') return words[part.id] ?? part.name;
    return part?.type === 'none' ? strings.history.none[by] : strings.history.rest;
  };
}
