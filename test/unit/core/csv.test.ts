import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../../harness/anyText.ts';
import { csvCell, csvRow } from '../../../src/core/base/csv.ts';
import { fuzzRuns } from '../fuzz/runs.ts';

const read = (cell: string): string => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

describe('a cell of CSV', () => {
  const before = ['', ' ', '\u00A0', '\uFEFF', '\t', '\r', '\n', '\u200B', '\u3000', "'", '"', ' \uFEFF\t'];
  const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '−', '﹢', '﹣', '﹦', '﹫'];

  it('is no formula, whatever comes before its sign', () => {
    for (const start of before)
      for (const sign of signs) {
        const cell = csvCell(`${start}${sign}HYPERLINK("https://example.com")`);
        assert.equal(read(cell)[0], "'", JSON.stringify(cell));
      }
  });

  it('is any text, as one cell', () =>
    fc.assert(
      fc.property(anyText(), (text) => {
        const cell = csvCell(text);
        const back = read(cell);
        assert.ok(back === text || back === `'${text}`);
        assert.ok(cell.startsWith('"') || !/[",;\t\r\n]/.test(cell));
      }),
      { numRuns: fuzzRuns(500) },
    ));

  it('is a number as such, also a negative one', () => assert.equal(csvRow([-1, 'a', 2.5]), '-1,a,2.5\r\n'));
});
