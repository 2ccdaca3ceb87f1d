import { baseName } from '../core/base/baseName.ts';
import type { FeedFilter, FeedItem } from '../core/views/views.ts';

/** Returns a test of whether an item of the feed is wanted: each part of the filter that is there must fit; an empty text fits everything. */
export function fitsFilter({ source, project, text = '' }: FeedFilter): (item: FeedItem) => boolean {
  const wanted = folded(text).trim();
  return (item) => {
    if (source !== undefined && item.source !== source) return false;
    // A project is named by more parts of its root where another one ends alike; the last part is always there.
    if (project !== undefined && baseName(item.project ?? '') !== baseName(project)) return false;
    return wanted === '' || folded(wordsOf(item)).includes(wanted);
  };
}

function wordsOf({ title, detail = '', project = '', manual }: FeedItem): string {
  return [title, detail, project, manual?.notes ?? ''].join('\n');
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
