import { dayMs } from '../../core/time/days.ts';

/**
 * The id of something that another program recorded at an instant: the same for the same one, so that importing it again changes nothing.
 * Each day has a writer of its own: of a writer, nothing is taken in any more that is older than what was folded of it.
 */
export function importedId(from: 'wakatime' | 'activitywatch', at: number): string {
  const day = Math.floor(at / dayMs);
  return `${from}-${new Date(day * dayMs).toISOString().slice(0, 10)}:${at - day * dayMs}`;
}
