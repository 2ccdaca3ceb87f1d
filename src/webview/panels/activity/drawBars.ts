import type { ActivityRange } from '../../../shared/historyViews.ts';
import type { Frame } from '../../charts/surface.ts';
import type { Format } from '../../format/format.ts';
import { drawsWeeks, hourMarks, labelledDays, manyDays, stack, toneOf, totalOf, weekMeans } from './stack.ts';

export interface BarData {
  readonly range: ActivityRange;
  readonly goalMs: number;
  readonly format: Format;
}

const hourMs = 3_600_000;
/** Room in pixels for the hours at the left, the days below, and half a line at the top. */
const left = 34;
const bottom = 20;
const top = 8;
/** Widths of a day's column, in pixels, from which its label has the weekday too, and a label's own. */
const roomForWeekday = 46;
const dateWidth = 18;
const monthWidth = 26;
const widestBar = 32;
/** Columns narrower than this have no gaps between the parts of a bar, nor edges on whole pixels. */
const narrowColumn = 4;

/** Where the column of a day lies, in pixels from the left of the chart. */
export function columnOf(
  index: number,
  count: number,
  width: number,
): { readonly left: number; readonly width: number } {
  const column = (width - left) / Math.max(1, count);
  return { left: left + index * column, width: column };
}

/** The day at a distance from the left of the chart, or undefined beside the bars. */
export function dayAt(x: number, count: number, width: number): number | undefined {
  const index = Math.floor(((x - left) / (width - left)) * count);
  return index >= 0 && index < count ? index : undefined;
}

/** Stacked bars for each day, or for the mean day of each week where days are too many, with their axes, in the colours of the theme. */
export function drawBars(frame: Frame, data: BarData): { readonly isWeekly: boolean } {
  const { range, goalMs } = data;
  const marks = hourMarks(range.days.reduce((most, day) => Math.max(most, totalOf(day)), goalMs) / hourMs);
  const highest = marks.at(-1) ?? 1;
  const yOf = (hours: number) => frame.height - bottom - (hours / highest) * (frame.height - bottom - top);
  drawHours(frame, data, { marks, yOf });
  drawDays(frame, data);
  const isWeekly = drawsWeeks(range.days.length, frame.width - left);
  drawParts(frame, isWeekly ? weekMeans(range) : range, yOf);
  if (goalMs > 0) drawGoal(frame, yOf(goalMs / hourMs));
  return { isWeekly };
}

interface Hours {
  readonly marks: readonly number[];
  readonly yOf: (hours: number) => number;
}

function drawHours({ context, width, fills }: Frame, { format }: BarData, { marks, yOf }: Hours): void {
  context.textAlign = 'right';
  for (const mark of marks) {
    context.fillStyle = fills.color('--grid');
    context.fillRect(left, Math.round(yOf(mark)), width - left, 1);
    context.fillStyle = fills.color('--vscode-descriptionForeground');
    context.fillText(format.hours(mark), left - 5, yOf(mark));
  }
}

function drawDays({ context, width, height, fills }: Frame, { range: { days }, format }: BarData): void {
  const room = columnOf(0, days.length, width).width;
  const isLong = days.length >= manyDays;
  const shown = labelledDays(days, room, isLong ? monthWidth : dateWidth);
  context.fillStyle = fills.color('--vscode-descriptionForeground');
  context.textAlign = isLong ? 'left' : 'center';
  days.forEach(({ day }, index) => {
    if (!shown[index]) return;
    const date = format.dayOfMonth(day);
    const label = room < roomForWeekday ? date : `${format.weekday(day, 'short')} ${date}`;
    const x = columnOf(index + (isLong ? 0 : 0.5), days.length, width).left;
    context.fillText(isLong ? format.month(day) : label, x, height - bottom / 2 + 2);
  });
}

function drawParts({ context, width, fills }: Frame, range: ActivityRange, yOf: Hours['yOf']): void {
  const { parts, days } = range;
  const column = columnOf(0, days.length, width).width;
  const isNarrow = column < narrowColumn;
  const wanted = Math.min(column * (isNarrow ? 0.9 : 0.7), widestBar);
  const bar = isNarrow ? wanted : Math.round(wanted);
  const ends = stack(range);
  parts.forEach((_, level) => {
    context.fillStyle = fills.get(context, toneOf(range, level));
    days.forEach((_day, index) => {
      const from = yOf(ends[level - 1]?.[index] ?? 0);
      const to = yOf(ends[level]?.[index] ?? 0);
      // A pixel of background between two parts, so that they are told apart without their hues.
      const gap = level > 0 && from - to > 3 ? 1 : 0;
      const x = columnOf(index + 0.5, days.length, width).left - bar / 2;
      if (from - to > 0) context.fillRect(isNarrow ? x : Math.round(x), to, bar, from - to - gap);
    });
  });
}

function drawGoal({ context, width, fills }: Frame, y: number): void {
  context.strokeStyle = fills.color('--vscode-foreground');
  context.lineWidth = 1;
  context.setLineDash([4, 4]);
  context.beginPath();
  context.moveTo(left, Math.round(y) + 0.5);
  context.lineTo(width, Math.round(y) + 0.5);
  context.stroke();
  context.setLineDash([]);
}
