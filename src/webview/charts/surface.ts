import type { Disposable } from '../../core/base/event.ts';
import { onThemeChange } from './theme.ts';
import { ToneFills } from './toneFills.ts';

/** The input of a drawing; lengths are in CSS pixels. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly fills: ToneFills;
}

/** A canvas as large as its place in the page, drawn again when that, the theme, or the data changed: at most once a frame. */
export class Surface implements Disposable {
  readonly #canvas: HTMLCanvasElement;
  readonly #draw: (frame: Frame) => void;
  readonly #fills: ToneFills;
  readonly #held: readonly Disposable[];
  #frame = 0;

  constructor(canvas: HTMLCanvasElement, draw: (frame: Frame) => void) {
    this.#canvas = canvas;
    this.#draw = draw;
    const place = canvas.parentElement ?? document.body;
    this.#fills = new ToneFills(place);
    const resized = new ResizeObserver(() => this.refresh());
    resized.observe(place);
    const recolor = () => {
      this.#fills.clear();
      this.refresh();
    };
    this.#held = [onThemeChange(recolor), { dispose: () => resized.disconnect() }];
  }

  /** Draws with the next frame. */
  refresh(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#drawNow());
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    for (const item of this.#held) item.dispose();
  }

  #drawNow(): void {
    const context = this.#canvas.getContext('2d');
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (!context) return;
    const [wide, high] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
    if (this.#canvas.width !== wide) this.#canvas.width = wide;
    if (this.#canvas.height !== high) this.#canvas.height = high;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.font = `11px ${this.#fills.color('--vscode-font-family')}`;
    context.textBaseline = 'middle';
    this.#draw({ context, width, height, fills: this.#fills });
  }
}
