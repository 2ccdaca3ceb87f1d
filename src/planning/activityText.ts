import { escapeMarkdown } from '../core/base/markdown.ts';
import type { Translate } from '../core/base/translate.ts';
import { minuteMs } from '../core/time/days.ts';
import { dateAndTime } from '../core/time/clockTime.ts';
import type { ActivityInput } from './activityInput.ts';
import { formatDuration } from '../core/base/format.ts';

/**
 * All of an activity that is about to be logged, as Markdown: the person who confirms sees the dates and the whole of the notes.
 * @param offset minutes east of UTC at the start
 */
export function activityText(
  { title, minutes, kind, start, notes }: ActivityInput,
  offset: number,
  t: Translate,
): string {
  const end = start + minutes * minuteMs;
  const lines = [
    t('"{0}", {1}, {2}', escapeMarkdown(title), formatDuration(minutes * minuteMs, t), kind),
    t('From {0} to {1}', dateAndTime(start, offset), dateAndTime(end, offset)),
    notes === '' ? t('No notes') : t('Notes: {0}', escapeMarkdown(notes)),
  ];
  return lines.join('\n\n');
}
