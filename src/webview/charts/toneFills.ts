import { fillStyle } from './texture.ts';
import { isHighContrast, readVariable } from './theme.ts';

/** Canvas fills: the tones of tones.css, read from elements with their classes. */
export class ToneFills {
  readonly #place: HTMLElement;
  readonly #fills = new Map<string, string | CanvasPattern>();
  readonly #colors = new Map<string, string>();

  /** @param place an element of the page in which the tones are read */
  constructor(place: HTMLElement) {
    this.#place = place;
  }

  /** A variable that is a colour, as it is in the place. */
  color(name: string): string {
    const known = this.#colors.get(name) ?? readVariable(this.#place, name);
    this.#colors.set(name, known);
    return known;
  }

  /** Call this when the theme changed. */
  clear(): void {
    this.#fills.clear();
    this.#colors.clear();
  }

  get(context: CanvasRenderingContext2D, tone: string): string | CanvasPattern {
    const known = this.#fills.get(tone);
    if (known) return known;
    const probe = document.createElement('span');
    probe.className = `tone-${tone}`;
    // This reads its style, not its position, so it causes no layout.
    probe.hidden = true;
    this.#place.append(probe);
    const color = readVariable(probe, '--tone');
    const isStriped = readVariable(probe, '--stripes') !== '';
    const texture = isHighContrast() ? readVariable(probe, '--texture') : '';
    const fill = fillStyle(context, color, { lines: texture || (isStriped ? 'diagonal' : ''), isStriped });
    probe.remove();
    this.#fills.set(tone, fill);
    return fill;
  }
}
