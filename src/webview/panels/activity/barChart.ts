import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Source } from '../../../shared/activity.ts';
import type { Disposable } from '../../../shared/event.ts';
import type { DayTotal } from '../../../shared/views.ts';
import { fillStyle } from '../../charts/texture.ts';
import { isHighContrast, onThemeChange, readVariable } from '../../charts/theme.ts';
import type { Format } from '../../format/format.ts';
import { hourMarks, stack } from './stack.ts';

export interface BarData {
  readonly days: readonly DayTotal[];
  readonly sources: readonly Source[];
  readonly goalMs: number;
}

const hourMs = 3_600_000;
const height = 140;
/** Widths of a day's column, in pixels, from which its label is the day of the month, or that and the weekday. */
const roomForDay = 18;
const roomForWeekday = 46;
const widestBar = 32;

/** Stacked bars in a place of the page, in the colours of the theme and as wide as the place; uPlot scales it and draws the axes. */
export class BarChart implements Disposable {
  readonly #place: HTMLElement;
  readonly #format: Format;
  readonly #plot: uPlot;
  readonly #held: readonly Disposable[];
  #data: BarData = { days: [], sources: [], goalMs: 0 };

  constructor(place: HTMLElement, format: Format) {
    this.#place = place;
    this.#format = format;
    this.#plot = new uPlot(this.#options(), [[], []], place);
    const resized = new ResizeObserver(() => this.#plot.setSize({ width: place.clientWidth, height }));
    resized.observe(place);
    this.#held = [onThemeChange(() => this.#plot.redraw(false)), { dispose: () => resized.disconnect() }];
  }

  show(data: BarData): void {
    this.#data = data;
    const totals = data.days.map(({ totalMs }) => totalMs / hourMs);
    this.#plot.setData([data.days.map((_, index) => index), totals]);
  }

  /** The day at a position in the window, or undefined left and right of the bars. */
  indexAt(clientX: number): number | undefined {
    const { left, width } = this.#plot.over.getBoundingClientRect();
    const index = Math.floor(((clientX - left) / width) * this.#data.days.length);
    return index >= 0 && index < this.#data.days.length ? index : undefined;
  }

  /** Where the column of a day lies in the place, in pixels. */
  column(index: number): { readonly left: number; readonly width: number } {
    const { offsetLeft, offsetWidth } = this.#plot.over;
    const width = offsetWidth / Math.max(1, this.#data.days.length);
    return { left: offsetLeft + index * width, width };
  }

  dispose(): void {
    for (const item of this.#held) item.dispose();
    this.#plot.destroy();
  }

  #options(): uPlot.Options {
    const text = () => readVariable(this.#place, '--vscode-descriptionForeground');
    const font = () => `11px ${readVariable(this.#place, '--vscode-font-family')}`;
    const grid = { stroke: () => readVariable(this.#place, '--grid'), width: 1 };
    return {
      width: this.#place.clientWidth,
      height,
      padding: [8, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [-0.5, Math.max(1, this.#data.days.length) - 0.5] },
        y: { range: () => [0, this.#marks().at(-1) ?? 1] },
      },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        {
          stroke: text,
          // uPlot takes the font once; the family comes from the window and does not change with the theme.
          font: font(),
          size: 20,
          gap: 4,
          grid: { show: false },
          ticks: { show: false },
          splits: () => this.#data.days.map((_, index) => index),
          values: (plot) => this.#labels(plot.over.offsetWidth),
        },
        {
          stroke: text,
          font: font(),
          size: 32,
          gap: 4,
          grid,
          ticks: { show: false },
          splits: () => this.#marks(),
          values: (_, marks) => marks.map((hours) => this.#format.hours(hours)),
        },
      ],
      hooks: { draw: [(plot) => this.#draw(plot)] },
    };
  }

  #marks(): number[] {
    const { days, goalMs } = this.#data;
    return hourMarks(Math.max(goalMs, ...days.map(({ totalMs }) => totalMs)) / hourMs);
  }

  #labels(width: number): string[] {
    const { days } = this.#data;
    const room = width / Math.max(1, days.length);
    const every = room < roomForDay ? 2 : 1;
    return days.map(({ day }, index) => {
      // Counted from the last, so that today always has its label.
      if ((days.length - 1 - index) % every > 0) return '';
      const date = this.#format.dayOfMonth(day);
      return room < roomForWeekday ? date : `${this.#format.weekday(day, 'short')} ${date}`;
    });
  }

  #draw(plot: uPlot): void {
    const { days, sources, goalMs } = this.#data;
    const { ctx, bbox } = plot;
    const column = bbox.width / Math.max(1, days.length);
    const width = Math.round(Math.min(column * 0.7, widestBar * devicePixelRatio));
    const ends = stack(days, sources);
    ctx.save();
    sources.forEach((source, level) => {
      ctx.fillStyle = this.#fill(ctx, source);
      days.forEach((_, index) => {
        const from = plot.valToPos(ends[level - 1]?.[index] ?? 0, 'y', true);
        const to = plot.valToPos(ends[level]?.[index] ?? 0, 'y', true);
        // A pixel of background between two sources, so that they are told apart without their hues.
        const gap = level > 0 && from - to > 3 ? devicePixelRatio : 0;
        if (from - to > 0)
          ctx.fillRect(Math.round(bbox.left + (index + 0.5) * column - width / 2), to, width, from - to - gap);
      });
    });
    if (goalMs > 0) this.#drawGoal(plot, goalMs / hourMs);
    ctx.restore();
  }

  #drawGoal({ ctx, bbox, valToPos }: uPlot, hours: number): void {
    const y = Math.round(valToPos(hours, 'y', true)) + 0.5;
    ctx.strokeStyle = readVariable(this.#place, '--vscode-foreground');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }

  /** The tone that tones.css gives a source, read from an element of its class. */
  #fill(context: CanvasRenderingContext2D, source: Source): string | CanvasPattern {
    const probe = document.createElement('span');
    probe.className = `tone-${source}`;
    this.#place.append(probe);
    const texture = isHighContrast() ? readVariable(probe, '--texture') : '';
    const style = fillStyle(context, readVariable(probe, '--tone'), texture);
    probe.remove();
    return style;
  }
}
