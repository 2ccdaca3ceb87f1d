import type { ActivityKind } from './activity.ts';

/** WakaTime's categories: https://wakatime.com/developers#heartbeats. An empty one means coding. */
const kinds: ReadonlyMap<string, ActivityKind> = new Map([
  ['', 'coding'],
  ['coding', 'coding'],
  ['ai coding', 'coding'],
  ['writing tests', 'coding'],
  ['writing docs', 'coding'],
  ['debugging', 'debugging'],
  ['building', 'building'],
  ['indexing', 'building'],
  ['running tests', 'testing'],
  ['manual testing', 'testing'],
  ['code reviewing', 'reviewing'],
  ['learning', 'learning'],
  ['researching', 'learning'],
  ['planning', 'planning'],
  ['meeting', 'meeting'],
  ['communicating', 'meeting'],
  ['supporting', 'meeting'],
  ['browsing', 'browsing'],
]);

/** The kind of activity that a category of WakaTime stands for; `other` for one that isn't known. */
export function kindOfCategory(category: string | null | undefined): ActivityKind {
  return kinds.get(wordsOfCategory(category)) ?? 'other';
}

/** The words of a category, in lower case: clients join them by blanks, hyphens, or underscores. */
export function wordsOfCategory(category: string | null | undefined): string {
  return (category ?? '')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
}
