import { hourMs } from '../../../core/time/days.ts';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Disposable } from '../../../core/base/event.ts';
import type { ActivityRange } from '../../../core/views/historyViews.ts';
import { onThemeChange } from '../../charts/theme.ts';
import { ToneFills } from '../../charts/toneFills.ts';
import type { Format } from '../../format/format.ts';
import { drawsWeeks, hourMarks, labelledDays, manyDays, stack, toneOf, totalOf, weekMeans } from './stack.ts';

export interface BarData {
  readonly range: ActivityRange;
  readonly goalMs: number;
}

const height = 140;
/** Minimum widths of a day's column, in pixels, for a weekday in its label and for a label of its own. */
const roomForWeekday = 46;
const dateWidth = 18;
const monthWidth = 26;
const widestBar = 32;
/** Narrower columns have neither gaps between the parts of a bar nor edges on whole pixels. */
const narrowColumn = 4;

export interface BarOptions {
  readonly format: Format;
  /** Called after each drawing with whether the days were too many for the width, so that weeks were drawn. */
  readonly onDraw: (isWeekly: boolean) => void;
}

/** Stacked bars in a place of the page, in the colours of the theme and as wide as the place; uPlot scales it and draws the axes. */
export class BarChart implements Disposable {
  readonly #place: HTMLElement;
  readonly #format: Format;
  readonly #onDraw: BarOptions['onDraw'];
  readonly #plot: uPlot;
  readonly #fills: ToneFills;
  readonly #held: readonly Disposable[];
  #data: BarData = { range: { by: 'source', parts: [], days: [] }, goalMs: 0 };

  /** @param Plot the library, which is loaded after the first paint */
  constructor(Plot: typeof uPlot, place: HTMLElement, { format, onDraw }: BarOptions) {
    this.#place = place;
    this.#format = format;
    this.#onDraw = onDraw;
    this.#fills = new ToneFills(place);
    this.#plot = new Plot(this.#options(), [[], []], place);
    const resized = new ResizeObserver(() => this.#plot.setSize({ width: place.clientWidth, height }));
    resized.observe(place);
    const recolor = () => {
      this.#fills.clear();
      this.#plot.redraw(false);
    };
    this.#held = [onThemeChange(recolor), { dispose: () => resized.disconnect() }];
  }

  show(data: BarData): void {
    this.#data = data;
    const { days } = data.range;
    this.#plot.setData([days.map((_, index) => index), days.map((day) => totalOf(day) / hourMs)]);
  }

  /** The day at a position in the window, or undefined left and right of the bars. */
  indexAt(clientX: number): number | undefined {
    const { left, width } = this.#plot.over.getBoundingClientRect();
    const index = Math.floor(((clientX - left) / width) * this.#count);
    return index >= 0 && index < this.#count ? index : undefined;
  }

  /** Returns the position of a day's column in the place, in pixels. */
  column(index: number): { readonly left: number; readonly width: number } {
    const { offsetLeft, offsetWidth } = this.#plot.over;
    const width = offsetWidth / Math.max(1, this.#count);
    return { left: offsetLeft + index * width, width };
  }

  dispose(): void {
    for (const item of this.#held) item.dispose();
    this.#plot.destroy();
  }

  get #count(): number {
    return this.#data.range.days.length;
  }

  #options(): uPlot.Options {
    const text = () => this.#fills.color('--vscode-descriptionForeground');
    // uPlot takes the font once; the family comes from the window and does not change with the theme.
    const font = `11px ${this.#fills.color('--vscode-font-family')}`;
    const grid = { stroke: () => this.#fills.color('--grid'), width: 1 };
    const common = { stroke: text, font, gap: 4, ticks: { show: false } };
    return {
      width: this.#place.clientWidth,
      height,
      padding: [8, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [-0.5, Math.max(1, this.#count) - 0.5] },
        y: { range: () => [0, this.#marks().at(-1) ?? 1] },
      },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        {
          ...common,
          size: 20,
          grid: { show: false },
          splits: () => this.#data.range.days.map((_, index) => index),
          values: (plot) => this.#labels(plot.over.offsetWidth),
        },
        {
          ...common,
          size: 34,
          grid,
          splits: () => this.#marks(),
          values: (_, marks) => marks.map((hours) => this.#format.hours(hours)),
        },
      ],
      hooks: { draw: [(plot) => this.#draw(plot)] },
    };
  }

  #marks(): number[] {
    const { range, goalMs } = this.#data;
    return hourMarks(Math.max(goalMs, ...range.days.map(totalOf)) / hourMs);
  }

  #labels(width: number): string[] {
    const { days } = this.#data.range;
    const room = width / Math.max(1, days.length);
    const isLong = days.length >= manyDays;
    const shown = labelledDays(days, room, isLong ? monthWidth : dateWidth);
    return days.map(({ day }, index) => {
      if (!shown[index]) return '';
      if (isLong) return this.#format.month(day);
      const date = this.#format.dayOfMonth(day);
      return room < roomForWeekday ? date : `${this.#format.weekday(day, 'short')} ${date}`;
    });
  }

  #draw(plot: uPlot): void {
    const { goalMs } = this.#data;
    const { ctx, bbox } = plot;
    const isWeekly = drawsWeeks(this.#count, bbox.width / devicePixelRatio);
    const range = isWeekly ? weekMeans(this.#data.range) : this.#data.range;
    const column = bbox.width / Math.max(1, range.days.length);
    const isNarrow = column < narrowColumn * devicePixelRatio;
    const wanted = Math.min(column * (isNarrow ? 0.9 : 0.7), widestBar * devicePixelRatio);
    const width = isNarrow ? wanted : Math.round(wanted);
    const ends = stack(range);
    ctx.save();
    range.parts.forEach((_, level) => {
      ctx.fillStyle = this.#fills.get(ctx, toneOf(range, level));
      range.days.forEach((_day, index) => {
        const from = plot.valToPos(ends[level - 1]?.[index] ?? 0, 'y', true);
        const to = plot.valToPos(ends[level]?.[index] ?? 0, 'y', true);
        // A background pixel between two parts distinguishes them without their hues.
        const gap = level > 0 && from - to > 3 ? devicePixelRatio : 0;
        const x = bbox.left + (index + 0.5) * column - width / 2;
        if (from - to > 0) ctx.fillRect(isNarrow ? x : Math.round(x), to, width, from - to - gap);
      });
    });
    if (goalMs > 0) this.#drawGoal(plot, goalMs / hourMs);
    ctx.restore();
    this.#onDraw(isWeekly);
  }

  #drawGoal({ ctx, bbox, valToPos }: uPlot, hours: number): void {
    const y = Math.round(valToPos(hours, 'y', true)) + 0.5;
    ctx.strokeStyle = this.#fills.color('--vscode-foreground');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
}
