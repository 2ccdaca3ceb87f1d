import type { BlockView } from '../../catalog/view.ts';
import { useAnswer } from './useAnswer.ts';
import { type SnapshotTimes, useChangeBasis } from './useChangeBasis.ts';
import { useRecordChanges } from './useRecordChanges.ts';

const collections = ['planBlocks', 'planTasks', 'tasks', 'calendars', 'calendarDays'];

/** The time blocks of a day; undefined until they are read. */
export function useBlocks(times: SnapshotTimes, day: string): readonly BlockView[] | undefined {
  const changes = useRecordChanges(collections);
  const basis = useChangeBasis(times);
  const { data } = useAnswer('blocks.list', { from: day, to: day }, `${basis} ${changes}`);
  return data?.days.find((one) => one.day === day)?.blocks;
}
