import type { Disposable } from '../../../shared/event.ts';
import { onThemeChange } from '../../charts/theme.ts';
import { ToneFills } from '../../charts/toneFills.ts';
import type { Lane, LaneItem } from './lanes.ts';
import { marksIn, position, type TimeWindow } from './timeWindow.ts';

/** What is drawn. */
export interface LanePicture {
  readonly lanes: readonly Lane[];
  readonly window: TimeWindow;
  readonly now: number | null;
  readonly offset: number;
  readonly pointed: LaneItem | undefined;
  readonly nameOf: (lane: Lane) => string;
  /** An instant as a label below the lanes. */
  readonly label: (at: number) => string;
}

const workHeight = 28;
const laneHeight = 12;
/** Of the name above each lane but the first. */
const nameHeight = 16;
const marksHeight = 18;
const labelWidth = 58;

/** Height of the whole drawing in pixels. */
export function heightOf(lanes: readonly Lane[]): number {
  return workHeight + (lanes.length - 1) * (nameHeight + laneHeight) + marksHeight;
}

/** The lane at a distance from the top, in pixels. */
export function laneAt(lanes: readonly Lane[], y: number): Lane | undefined {
  const index = y < workHeight ? 0 : 1 + Math.floor((y - workHeight) / (nameHeight + laneHeight));
  return lanes[index];
}

/** Draws lanes on one canvas, at most once a frame: hundreds of spans cost no more than a few elements would. */
export class LaneCanvas implements Disposable {
  readonly #canvas: HTMLCanvasElement;
  readonly #fills: ToneFills;
  readonly #held: readonly Disposable[];
  #picture: LanePicture | undefined;
  #frame = 0;

  /** @param place holds the canvas, and gives it its width and colours */
  constructor(canvas: HTMLCanvasElement, place: HTMLElement) {
    this.#canvas = canvas;
    this.#fills = new ToneFills(place);
    const resized = new ResizeObserver(() => this.#schedule());
    resized.observe(place);
    const recolor = () => {
      this.#fills.clear();
      this.#schedule();
    };
    this.#held = [onThemeChange(recolor), { dispose: () => resized.disconnect() }];
  }

  show(picture: LanePicture): void {
    this.#picture = picture;
    this.#schedule();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    for (const item of this.#held) item.dispose();
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const context = this.#canvas.getContext('2d');
    if (!context || !this.#picture) return;
    const { lanes } = this.#picture;
    const width = this.#canvas.clientWidth;
    this.#fit(width, heightOf(lanes));
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, heightOf(lanes));
    context.font = `11px ${this.#color('--vscode-font-family')}`;
    context.textBaseline = 'middle';
    this.#drawMarks(context, this.#picture, width);
    lanes.forEach((lane, index) => this.#drawLane(context, { lane, index, width }));
    this.#drawNow(context, this.#picture, width);
  }

  #fit(width: number, height: number): void {
    const [wide, high] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
    if (this.#canvas.width !== wide) this.#canvas.width = wide;
    if (this.#canvas.height !== high) this.#canvas.height = high;
  }

  #drawMarks(context: CanvasRenderingContext2D, { lanes, window, offset, label }: LanePicture, width: number): void {
    const bottom = heightOf(lanes) - marksHeight;
    for (const mark of marksIn(window, offset, Math.max(1, Math.floor(width / labelWidth)))) {
      const x = Math.round(position(window, mark) * width);
      context.fillStyle = this.#color('--grid');
      context.fillRect(x, 0, 1, bottom + marksHeight);
      context.fillStyle = this.#color('--vscode-descriptionForeground');
      if (x + labelWidth * 0.7 < width) context.fillText(label(mark), x + 4, bottom + marksHeight / 2 + 1);
    }
  }

  #drawLane(context: CanvasRenderingContext2D, of: { lane: Lane; index: number; width: number }): void {
    const { lane, index, width } = of;
    const height = index === 0 ? workHeight : laneHeight;
    const top = index === 0 ? 0 : workHeight + index * nameHeight + (index - 1) * laneHeight;
    context.fillStyle = this.#color('--lane');
    context.fillRect(0, top, width, height);
    if (index > 0) {
      context.fillStyle = this.#color('--vscode-descriptionForeground');
      context.fillText(this.#picture?.nameOf(lane) ?? '', 0, top - nameHeight / 2 + 1);
    }
    for (const item of lane.items) this.#drawItem(context, item, { top, height, width });
  }

  #drawItem(
    context: CanvasRenderingContext2D,
    item: LaneItem,
    { top, height, width }: { top: number; height: number; width: number },
  ): void {
    const { window, pointed } = this.#picture as LanePicture;
    const x = position(window, item.start) * width;
    const end = position(window, item.end) * width;
    if (end < -height || x > width + height) return;
    context.fillStyle = this.#fills.get(context, item.tone);
    if (item.mark) drawMark(context, { x, y: top + height / 2, isRound: item.lane === 'github', radius: height / 2 });
    else context.fillRect(x, top, Math.max(2, end - x - (end - x > 3 ? 1 : 0)), height);
    if (item !== pointed) return;
    context.strokeStyle = this.#color('--vscode-foreground');
    context.lineWidth = 2;
    const grown = item.mark ? height / 2 : 0;
    context.strokeRect(x - grown + 1, top + 1, Math.max(3, end - x + 2 * grown) - 2, height - 2);
  }

  #drawNow(context: CanvasRenderingContext2D, { now, window, lanes }: LanePicture, width: number): void {
    if (now === null) return;
    context.fillStyle = this.#color('--vscode-foreground');
    context.fillRect(Math.round(position(window, now) * width) - 1, 0, 1, heightOf(lanes) - marksHeight);
  }

  #color(name: string): string {
    return this.#fills.color(name);
  }
}

/** A diamond or a dot. */
function drawMark(
  context: CanvasRenderingContext2D,
  { x, y, isRound, radius }: { x: number; y: number; isRound: boolean; radius: number },
): void {
  context.beginPath();
  if (isRound) context.arc(x, y, radius - 1, 0, 2 * Math.PI);
  else {
    context.moveTo(x, y - radius);
    context.lineTo(x + radius, y);
    context.lineTo(x, y + radius);
    context.lineTo(x - radius, y);
  }
  context.fill();
}
