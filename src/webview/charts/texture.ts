const strokes: Readonly<Record<string, string>> = {
  diagonal: 'M-2 8L8 -2M0 14L14 0',
  steep: 'M-2 4L8 14M0 -2L14 12',
  horizontal: 'M0 2h12M0 8h12',
  vertical: 'M2 0v12M8 0v12',
  cross: 'M0 3h12M0 9h12M3 0v12M9 0v12',
  dots: 'M2 3h3M8 3h3M2 9h3M8 9h3',
};

/**
 * Returns the fill of a canvas shape: a color, or that color as a texture for themes in which hues alone aren't enough.
 * @param texture `lines` is one of the textures that tones.css names in `--texture`, or anything else for none; between stripes a shade of
 * the colour is left
 */
export function fillStyle(
  context: CanvasRenderingContext2D,
  color: string,
  texture: { readonly lines: string; readonly isStriped: boolean },
): string | CanvasPattern {
  const lines = strokes[texture.lines];
  if (!lines) return color;
  const tile = new OffscreenCanvas(12, 12);
  const drawing = tile.getContext('2d');
  if (!drawing) return color;
  if (texture.isStriped) {
    drawing.globalAlpha = 0.35;
    drawing.fillStyle = color;
    drawing.fillRect(0, 0, 12, 12);
    drawing.globalAlpha = 1;
  }
  drawing.strokeStyle = color;
  drawing.lineWidth = 3;
  drawing.stroke(new Path2D(lines));
  return context.createPattern(tile, 'repeat') ?? color;
}
