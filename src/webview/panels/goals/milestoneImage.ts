/** The texts of the image; nothing else is drawn. */
export interface MilestoneTexts {
  readonly heading: string;
  readonly milestones: readonly { readonly title: string; readonly what: string }[];
}

/** In pixels, of an image that is sharp on a dense screen. */
const width = 1200;
const margin = 72;
const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const styles = {
  heading: { font: `600 56px ${font}`, color: '#1f2328', line: 72 },
  title: { font: `600 34px ${font}`, color: '#1f2328', line: 46 },
  what: { font: `28px ${font}`, color: '#57606a', line: 40 },
  footer: { font: `24px ${font}`, color: '#57606a', line: 32 },
};

interface Line {
  readonly text: string;
  readonly style: keyof typeof styles;
  /** Pixels from the top to the middle of the line. */
  readonly y: number;
}

/** Draws milestones, in the same colors in every theme: an image is read elsewhere. */
export function drawMilestones(canvas: HTMLCanvasElement, texts: MilestoneTexts): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { lines, dots, height } = layOut(texts, (text, style) => {
    context.font = styles[style].font;
    return context.measureText(text).width;
  });
  // Setting the size clears the canvas and its state.
  canvas.width = width;
  canvas.height = height;
  const isRtl = document.documentElement.dir === 'rtl';
  context.direction = isRtl ? 'rtl' : 'ltr';
  context.textAlign = 'start';
  context.textBaseline = 'middle';
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#1a7f37';
  context.fillRect(0, 0, width, 12);
  const across = (x: number) => (isRtl ? width - x : x);
  for (const y of dots) {
    context.beginPath();
    context.arc(across(margin + 12), y, 12, 0, 2 * Math.PI);
    context.fill();
  }
  for (const { text, style, y } of lines) {
    context.font = styles[style].font;
    context.fillStyle = styles[style].color;
    context.fillText(text, across(margin + (style === 'title' || style === 'what' ? indent : 0)), y);
  }
}

/** Space that a milestone's text leaves free for its dot. */
const indent = 48;

type Measure = (text: string, style: keyof typeof styles) => number;

function layOut({ heading, milestones }: MilestoneTexts, measure: Measure) {
  const lines: Line[] = [];
  const dots: number[] = [];
  let top = margin;
  const add = (text: string, style: keyof typeof styles, room: number) => {
    for (const one of wrap(text, (part) => measure(part, style) <= room)) {
      lines.push({ text: one, style, y: top + styles[style].line / 2 });
      top += styles[style].line;
    }
  };
  add(heading, 'heading', width - 2 * margin);
  for (const { title, what } of milestones) {
    top += 28;
    dots.push(top + styles.title.line / 2);
    add(title, 'title', width - 2 * margin - indent);
    add(what, 'what', width - 2 * margin - indent);
  }
  top += 40;
  add('Daymark', 'footer', width - 2 * margin);
  return { lines, dots, height: top + margin / 2 };
}

const characters = new Intl.Segmenter();

/** Breaks text where it fits; a word that is too long, and text without spaces, between characters. */
export function wrap(text: string, fits: (part: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  const add = (part: string) => {
    if (line !== '' && !fits((line + part).trimEnd())) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += part;
  };
  for (const word of text.split(/(?<=\s)/)) {
    if (fits(word.trimEnd())) add(word);
    else for (const { segment } of characters.segment(word)) add(segment);
  }
  return line.trimEnd() === '' ? lines : [...lines, line.trimEnd()];
}
