import assert from 'node:assert/strict';
import { inflateSync, deflateSync } from 'node:zlib';
import { PdfFile, pdfString, utf16Hex } from '../../../../src/core/pdf/pdfFile.ts';
import { margin, PdfPages } from '../../../../src/core/pdf/pdfPages.ts';
import { drawTable, type PdfTable } from '../../../../src/core/pdf/pdfTable.ts';
import { PdfText } from '../../../../src/core/pdf/pdfText.ts';
import { romanize } from '../../../../src/core/pdf/romanize.ts';

describe('the text of a PDF', () => {
  it('is as wide as Helvetica has it', () => {
    const text = new PdfText('en');
    // From Adobe's font metrics: i 222, W 944, space 278, digits 556.
    assert.deepEqual(
      ['i', 'W', ' ', '0', 'iW 0', '', 'ä', '€'].map((one) => text.widthOf(one, 1000)),
      [222, 944, 278, 556, 222 + 944 + 278 + 556, 0, 556, 556],
    );
    assert.equal(text.widthOf('W', 8), 7.552);
    assert.equal(text.widthOf('本', 10), 10);
  });

  it('is shown at a point, in a font for each of its letters', () => {
    const text = new PdfText('en');
    assert.equal(text.show('Hi', { x: 1, y: 2.345, size: 8 }), 'q BT 1 0 0 1 1.00 2.35 Tm /F1 8 Tf <4869> Tj ET Q');
    assert.equal(
      text.show('Hi', { x: 1, y: 2, size: 8, isBold: true }),
      'q BT 2 Tr 0.35 w 1 0 0 1 1.00 2.00 Tm /F1 8 Tf <4869> Tj ET Q',
    );
    const hex = (one: string) => /<([0-9A-F]*)> Tj/.exec(text.show(one, { x: 0, y: 0, size: 8 }))?.[1];
    assert.deepEqual(['€', 'Ÿ', '~', '¡', 'ÿ', '\u00A0', '•'].map(hex), ['80', '9F', '7E', 'A1', 'FF', '20', '95']);
    assert.match(text.show('a本b', { x: 0, y: 0, size: 8 }), /\/F1 8 Tf <61> Tj \/F2 8 Tf <672C> Tj \/F1 8 Tf <62> Tj/);
    assert.match(text.show('ł', { x: 0, y: 0, size: 8 }), /\/F3 8 Tf <[0-9A-F]{2}> Tj/);
    assert.equal(text.substituted, 0);
  });

  it('counts what it can’t show, and keeps it for who searches', () => {
    const text = new PdfText('en');
    const shown = (one: string): string =>
      text
        .show(one, { x: 0, y: 0, size: 8 })
        .replace(/^.* Tm /, '')
        .replace(/ ET Q$/, '');
    assert.equal(shown('🎉'), '/Span << /ActualText <FEFFD83CDF89> >> BDC /F1 8 Tf <3F> Tj EMC');
    assert.equal(text.substituted, 1);
    assert.equal(shown('של'), '/Span << /ActualText <FEFF05E905DC> >> BDC /F1 8 Tf <73686C> Tj EMC');
    assert.equal(text.substituted, 3);
    // An accent that no font has with its letter.
    assert.match(shown('x\u0323'), /<FEFF00780323> >> BDC \/F1 8 Tf <78> Tj/);
    assert.equal(text.substituted, 4);
    assert.equal(shown('a\u200Bb'), '/F1 8 Tf <6162> Tj');
    assert.equal(text.substituted, 4);
  });

  it('has Chinese characters in the style of the text, or of the reader', () => {
    const fontOf = (language: string, text: string): string => {
      const pdf = new PdfText(language);
      pdf.show(text, { x: 0, y: 0, size: 8 });
      const file = new PdfFile(deflateSync);
      pdf.fonts(file);
      return (
        /HeiseiKakuGo|HYGothic|STSong|MSung/.exec(Buffer.from(file.bytes('1 0 R', '1 0 R')).toString('latin1'))?.[0] ??
        'none'
      );
    };
    for (const [language, text, expected] of [
      ['en', '本', 'STSong'],
      ['ja', '本', 'HeiseiKakuGo'],
      ['zh-tw', '本', 'MSung'],
      ['zh-HK', '本', 'MSung'],
      ['zh-cn', '本', 'STSong'],
      ['en', 'の', 'HeiseiKakuGo'],
      ['zh-tw', 'の本', 'HeiseiKakuGo'],
      ['en', '한', 'HYGothic'],
      ['en', 'λ', 'HeiseiKakuGo'],
      ['en', 'plain', 'none'],
    ] as const)
      assert.equal(fontOf(language, text), expected, `${language} ${text}`);
  });

  it('can be written in Latin letters', () => {
    assert.deepEqual(
      [romanize('שלום'), romanize('مرحبا'), romanize('a'), romanize('')],
      ['shlvm', 'mrhba', undefined, ''],
    );
  });
});

describe('the pages of a PDF', () => {
  const bottom = 841.89 - margin;

  it('are filled from the top, and go on at the next one', () => {
    const pages = new PdfPages('en', false);
    let news = 0;
    pages.onNewPage = () => void news++;
    assert.equal(pages.width, 595.28 - 2 * margin);
    assert.equal(new PdfPages('en', true).width, 841.89 - 2 * margin);
    pages.skip(50);
    assert.deepEqual([pages.room(100), pages.room(10)], [40, 140]);
    pages.skip(50);
    assert.equal(pages.room(bottom - 200), 200);
    assert.equal(news, 0);
    assert.deepEqual([pages.room(1), news], [40, 1]);
    // Higher than a page: it is not moved for ever.
    pages.room(bottom - 41);
    assert.deepEqual([pages.room(2000), news], [40, 2]);
  });

  it('keep a heading with what follows', () => {
    const pages = new PdfPages('en', false);
    pages.room(bottom - margin - 58);
    pages.heading('Title', 40);
    assert.equal(pages.room(1), 58);
    const other = new PdfPages('en', false);
    other.room(bottom - margin - 68);
    other.heading('Title', 40);
    assert.equal(other.room(1), bottom - 40);
  });

  it('break lines between words, else anywhere, and lose nothing', () => {
    const pages = new PdfPages('en', false);
    // Each 0 is half a point at size 0.9: 556 thousandths.
    const wrap = (text: string, zeros: number): string[] => pages.wrap(text, (zeros * 556) / 1000, 1);
    assert.deepEqual(wrap('0000', 4), ['0000']);
    assert.deepEqual(wrap('00000', 4), ['0000', '0']);
    assert.deepEqual(wrap('00 000', 5), ['00 ', '000']);
    assert.deepEqual(wrap('00-000/00', 5), ['00-', '000/', '00']);
    assert.deepEqual(wrap('00 00', 5), ['00 00']);
    assert.deepEqual(wrap('000000000', 4), ['0000', '0000', '0']);
    assert.deepEqual(wrap('🎉🎉', 0.1), ['🎉', '🎉']);
    assert.deepEqual(wrap('', 4), ['']);
  });

  it('have their numbers at the foot', () => {
    const pages = new PdfPages('en', false);
    pages.show('x', { x: 50, top: 100, size: 10 });
    pages.show('', { x: 50, top: 100, size: 10 });
    pages.fill({ x: 10, top: 20, width: 30, height: 40 }, '1 0 0');
    pages.footers((page, count) => `${page}/${count}`, 'T');
    const file = new PdfFile(deflateSync);
    const root = pages.write(file, 'de');
    const text = Buffer.from(file.bytes(root, root)).toString('latin1');
    const [head, length] = /\/Length (\d+)[^\n]*\nstream\n/.exec(text) ?? assert.fail();
    const at = text.indexOf(head) + head.length;
    const content = inflateSync(Buffer.from(text.slice(at, at + Number(length)), 'latin1')).toString('latin1');
    assert.deepEqual(content.split('\n'), [
      `q BT 1 0 0 1 50.00 ${(841.89 - 100 - 8.5).toFixed(2)} Tm /F1 10 Tf <78> Tj ET Q`,
      `1 0 0 rg 10.00 ${(841.89 - 60).toFixed(2)} 30.00 40.00 re f 0 0 0 rg`,
      'q BT 1 0 0 1 40.00 20.00 Tm /F1 8 Tf <54> Tj ET Q',
      `q BT 1 0 0 1 ${(595.28 - 40 - (2 * 556 + 278) * 0.008).toFixed(2)} 20.00 Tm /F1 8 Tf <312F31> Tj ET Q`,
    ]);
    assert.match(text, /\/Lang \(de\)/);
    assert.match(text, /\/MediaBox \[0 0 595.28 841.89\]/);
    assert.match(text, /\/Kids \[\d+ 0 R\] \/Count 1/);
  });
});

describe('the file of a PDF', () => {
  it('says where each of its objects begins', () => {
    const file = new PdfFile((bytes) => bytes);
    const later = file.reserve();
    assert.deepEqual([later.reference, file.add('<< /A 1 >>'), file.stream('abc')], ['1 0 R', '2 0 R', '3 0 R']);
    later.set('<< /B 2 >>');
    const text = Buffer.from(file.bytes('2 0 R', '1 0 R')).toString('latin1');
    const starts = [1, 2, 3].map((number) => text.indexOf(`${number} 0 obj\n`));
    const entries = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
    assert.ok(
      text.includes(
        `xref\n0 4\n0000000000 65535 f \n${entries}trailer\n<< /Size 4 /Root 2 0 R /Info 1 0 R >>\nstartxref\n${text.indexOf('xref')}\n%%EOF\n`,
      ),
    );
    assert.ok(text.includes('1 0 obj\n<< /B 2 >>\nendobj\n'));
    assert.ok(text.includes('3 0 obj\n<< /Length 3 /Filter /FlateDecode >>\nstream\nabc\nendstream\nendobj\n'));
    assert.deepEqual([utf16Hex('aé🎉'), pdfString('a')], ['006100E9D83CDF89', '<FEFF0061>']);
  });
});

describe('a table in a PDF', () => {
  it('has its texts at the left and its figures at the right, in lines below each other', async () => {
    const pages = new PdfPages('en', false);
    const drawn: string[] = [];
    pages.show = (text, { x, top, isBold }) =>
      void drawn.push(`${text} ${x.toFixed(2)} ${top.toFixed(2)}${isBold ? ' bold' : ''}`);
    pages.fill = ({ top, height }) => void drawn.push(`line ${top.toFixed(2)} ${height}`);
    const table: PdfTable = {
      labels: ['i', '0'],
      isText: [true, false],
      isNumber: [false, true],
      rows: [['i', '00']],
      total: ['i', '000'],
    };
    let pauses = 0;
    await drawTable(pages, table, () => Promise.resolve(void pauses++));
    const right = (digits: number) => (40 + pages.width - 8 - digits * 4.448).toFixed(2);
    assert.deepEqual(drawn, [
      'i 40.00 41.00 bold',
      `0 ${right(1)} 41.00 bold`,
      'line 52.50 0.8',
      'i 40.00 54.50',
      `00 ${right(2)} 54.50`,
      'line 66.00 0.4',
      'i 40.00 68.00 bold',
      `000 ${right(3)} 68.00 bold`,
      'line 79.50 0.8',
    ]);
    assert.equal(pauses, 0);
    await drawTable(pages, { ...table, rows: Array.from({ length: 41 }, () => ['i', '0']) }, () =>
      Promise.resolve(void pauses++),
    );
    assert.equal(pauses, 2);
  });

  it('has lines of ten and a half points in a cell that is too long for one', async () => {
    const pages = new PdfPages('en', false);
    const tops: string[] = [];
    pages.show = (_, { top }) => void tops.push(top.toFixed(2));
    pages.fill = () => undefined;
    const word = '0'.repeat(110);
    const table = { labels: ['a'], isText: [true], isNumber: [false], rows: [[`${word} ${word} ${word}`], ['b']] };
    await drawTable(pages, table, () => Promise.resolve());
    assert.deepEqual(tops, ['41.00', '54.50', '65.00', '75.50', '89.00']);
  });

  it('repeats its labels on each page', async () => {
    const pages = new PdfPages('en', false);
    const labels: number[] = [];
    pages.show = (text, { top }) => void (text === 'label' && labels.push(top));
    pages.fill = () => undefined;
    await drawTable(
      pages,
      { labels: ['label'], isText: [true], isNumber: [false], rows: Array.from({ length: 120 }, () => ['x']) },
      () => Promise.resolve(),
    );
    assert.deepEqual(labels, [41, 41, 41]);
    assert.equal(pages.onNewPage, undefined);
  });
});
