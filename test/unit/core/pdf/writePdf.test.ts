import assert from 'node:assert/strict';
import { drawTable } from '../../../../src/core/pdf/pdfTable.ts';
import { PdfPages } from '../../../../src/core/pdf/pdfPages.ts';
import { type PdfContent, writePdf } from '../../../../src/core/pdf/writePdf.ts';

const words = {
  empty: 'Nothing',
  page: (number: number, count: number) => `${number} of ${count}`,
  substituted: (count: number) => `${count} replaced`,
};
const nothing: PdfContent = { title: 'T', notes: [], charts: [], tables: [] };

/** Reads the content of a PDF: texts as `text x y size`, and boxes as `box color x y width height`, with y from the top of the page. */
async function shown(content: Partial<PdfContent>): Promise<string[]> {
  const bytes = await writePdf(
    { ...nothing, ...content },
    { language: 'en', words, deflate: (body) => body, pause: () => Promise.resolve() },
  );
  const text = Buffer.from(bytes).toString('latin1');
  const height = Number(/\/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec(text)?.[1]);
  const number = (value: string | undefined) => Number(Number(value).toFixed(2));
  return text.split('\n').flatMap((line) => {
    const [, x, y, size, hex = ''] = /1 0 0 1 ([\d.]+) ([\d.]+) Tm \/F1 (\d+) Tf <([^>]*)> Tj/.exec(line) ?? [];
    if (x !== undefined)
      return [
        `${Buffer.from(hex, 'hex').toString('latin1')} ${number(x)} ${number(String(height - Number(y)))} ${size}`,
      ];
    const [, color, left, bottom, width, high] = /^(\S+ \S+ \S+) rg (\S+) (\S+) (\S+) (\S+) re f/.exec(line) ?? [];
    if (color === undefined) return [];
    return [`box ${color} ${left} ${number(String(height - Number(bottom) - Number(high)))} ${width} ${high}`];
  });
}

describe('a PDF', () => {
  it('begins with its title and notes, and has its pages numbered at the foot', async () => {
    assert.deepEqual(await shown({ notes: ['One', 'Two'] }), [
      'T 40 53.6 16',
      'One 40 69.8 8',
      'Two 40 82.8 8',
      'T 40 821.89 8',
      `1 of 1 ${(555.28 - (2 * 556 + 2 * 278 + 556 + 278) * 0.008).toFixed(2)} 821.89 8`,
    ]);
  });

  it('is upright up to six columns, and says where a table is empty', async () => {
    const table = (columns: number, rows: string[][] = []) => ({
      title: 'Days',
      labels: Array.from({ length: columns }, () => 'i'),
      isText: Array.from({ length: columns }, () => false),
      isNumber: Array.from({ length: columns }, () => true),
      rows,
    });
    const foot = async (columns: number) => (await shown({ tables: [table(columns)] })).at(-2);
    assert.equal(await foot(6), 'T 40 821.89 8');
    assert.equal(await foot(7), 'T 40 575.28 8');
    assert.ok((await shown({ tables: [table(1)] })).some((line) => line.startsWith('Nothing ')));
    const full = await shown({ tables: [table(1, [['i']])] });
    assert.ok(!full.some((line) => line.startsWith('Nothing ')));
    assert.equal(full.filter((line) => line.startsWith('i ')).length, 2);
  });

  it('says how many characters it replaced', async () => {
    const lines = async (title: string) =>
      (await shown({ notes: [title] })).filter((line) => line.includes('replaced'));
    assert.deepEqual(await lines('plain'), []);
    assert.match((await lines('🎉🎉')).join(''), /^2 replaced /);
  });

  it('draws bars beside their labels: the longest ends 45 points before the margin, the others in proportion', async () => {
    const bars = [
      { label: 'i', value: 4, figure: '4 h', color: '#ff0000' },
      { label: 'W', value: 1, figure: '1 h', color: '#336699' },
      { label: '', value: 0, figure: '0', color: '#000000' },
    ];
    const all = await shown({ charts: [{ title: 'Kinds', bars }] });
    const boxes = all.flatMap((line) => (line.startsWith('box') ? [line.split(' ')] : []));
    // The widest label is W: 7.55 points, and 8 beside it.
    const left = 40 + 7.552 + 8;
    const right = 555.28 - 45;
    assert.deepEqual(
      boxes.map(([, r, g, b, x, , width, height]) => [r, g, b, x, width, height]),
      [
        ['1.00', '0.00', '0.00', left.toFixed(2), (right - left).toFixed(2), '9.00'],
        ['0.20', '0.40', '0.60', left.toFixed(2), ((right - left) / 4).toFixed(2), '9.00'],
        ['0.00', '0.00', '0.00', left.toFixed(2), '0.00', '9.00'],
      ],
    );
    const tops = boxes.map((cells) => Number(cells[5]));
    assert.deepEqual(
      tops.slice(1).map((top, i) => Math.round(top - (tops[i] ?? 0))),
      [13, 13],
    );
    const figure = (name: string) =>
      all
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')
        .at(-3);
    assert.equal(figure('4 h'), (right + 4).toFixed(2));
    assert.equal(figure('1 h'), (left + (right - left) / 4 + 4).toFixed(2));
  });

  it('breaks long labels in 170 points, without a bar on their lines', async () => {
    const bars = [
      { label: `${'0'.repeat(36)} ${'0'.repeat(36)}`, value: 1, figure: '', color: '#000000' },
      { label: 'i', value: 1, figure: '', color: '#000000' },
    ];
    const all = await shown({ charts: [{ title: 'Kinds', bars }] });
    const boxes = all.flatMap((line) => (line.startsWith('box') ? [line.split(' ').map(Number)] : []));
    assert.deepEqual(
      boxes.map((cells) => cells[4]),
      [210, 210],
    );
    // 36 zeros are 160.1 points, of 164 that a line has.
    const zeros = all.filter((line) => line.startsWith('0'));
    assert.deepEqual(
      zeros.map((line) => line.split(' ')[0]?.length),
      [36, 36],
    );
    assert.equal(Math.round((boxes[1]?.[5] ?? 0) - (boxes[0]?.[5] ?? 0)), 22, 'two lines of nine, and four');
    const small = await shown({ charts: [{ title: 'Kinds', bars: [{ ...bars[1]!, value: 0.5 }] }] });
    const [, , , , , , half] = small.find((line) => line.startsWith('box'))?.split(' ') ?? [];
    assert.equal(half, ((510.28 - 40 - 8 - 0.222 * 8) / 2).toFixed(2), 'of one at least');
  });
});

describe('the columns of a table in a PDF', () => {
  /** The left edge of each column of figures, and the lines that each text takes. */
  async function drawn(cells: string[], isText: boolean[]): Promise<Map<string, number>> {
    const pages = new PdfPages('en', false);
    const lefts = new Map<string, number>();
    pages.show = (text, { x }) => void (lefts.has(text) || lefts.set(text, Number(x.toFixed(2))));
    pages.fill = () => undefined;
    const labels = cells.map((_, i) => 'abcdefg'[i] ?? '');
    await drawTable(pages, { labels, isText, isNumber: isText.map(() => false), rows: [cells] }, () =>
      Promise.resolve(),
    );
    return lefts;
  }

  it('are as wide as their widest cell, and the texts share the rest', async () => {
    // Figures take what they need: two zeros, a gap of 8, and 2 for the bold of labels.
    const figures = await drawn(['00', '0', 'x'], [false, false, true]);
    assert.deepEqual([figures.get('a'), figures.get('b'), figures.get('c')], [40, 58.9, 73.34]);
    // A short text takes what it needs, and the long one the rest.
    const short = await drawn(['0000', '0'.repeat(300), '0'], [true, true, false]);
    assert.deepEqual([short.get('a'), short.get('b'), short.get('c')], [40, 67.79, 540.83]);
    // Two long ones share alike.
    const long = await drawn(['0'.repeat(300), '1'.repeat(300), '0'], [true, true, false]);
    assert.equal(long.get('b'), 290.42);
    // The rest goes to the last of them.
    const rest = await drawn(['0', '000', '0'], [true, true, false]);
    assert.deepEqual([rest.get('b'), rest.get('c')], [54.45, 540.83]);
  });

  it('of texts are fifty points wide at least', async () => {
    const wide = '0'.repeat(60);
    const lefts = await drawn(['0'.repeat(112), wide, 'x'], [false, true, true]);
    // 508.2 points of figures leave 7 for two texts.
    const [first, second, third] = ['a', 'b', 'c'].map((name) => lefts.get(name) ?? 0);
    assert.deepEqual([first, Math.round((second ?? 0) - 40)], [40, 508]);
    assert.equal(Number(((third ?? 0) - (second ?? 0)).toFixed(2)), 50);
  });
});
