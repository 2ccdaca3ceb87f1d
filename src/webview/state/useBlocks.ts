import type { BlockView } from '../../catalog/view.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { Dashboard } from '../../core/views/views.ts';
import { useAnswer } from './useAnswer.ts';
import { useRecordChanges } from './useRecordChanges.ts';
import { useThrottled } from './useThrottled.ts';

const collections = ['planBlocks', 'planTasks', 'tasks', 'calendars', 'calendarDays'];

/** The time blocks of a day; undefined until they are read. */
export function useBlocks({ at }: Pick<Dashboard, 'at'>, day: string): readonly BlockView[] | undefined {
  const changes = useRecordChanges(collections);
  const { data } = useAnswer('blocks.list', { from: day, to: day }, `${useThrottled(at, minuteMs)} ${changes}`);
  return data?.days.find((one) => one.day === day)?.blocks;
}
