import assert from 'node:assert/strict';
import { deflateSync, inflateSync } from 'node:zlib';
import { categoryColors } from '../../../../src/core/categories/categories.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { hourMs } from '../../../../src/core/time/days.ts';
import { textPage } from '../../../../src/extension/textPage.ts';
import { buildReport } from '../../../../src/planning/reports/buildReport.ts';
import { reportHtml } from '../../../../src/planning/reports/reportHtml.ts';
import { barColors, pageColors } from '../../../../src/planning/reports/palette.ts';
import { reportPdf } from '../../../../src/planning/reports/reportPdf.ts';
import type { ReportKind } from '../../../../src/planning/reports/report.ts';
import { exact } from '../../../../src/planning/reports/rounding.ts';

const t = translator();

/** Two days in three categories, one of them in a color of its own. */
function report(kind: ReportKind = 'summary') {
  const categories = [
    { name: 'Coding', color: 'blue', measuredMs: 4 * hourMs },
    { name: 'Leisure', color: 'red', measuredMs: 2 * hourMs },
  ] as const;
  const days = ['2026-03-02', '2026-03-03'].map((day) => ({
    day,
    measuredMs: 6 * hourMs,
    entriesMs: 0,
    rows: [],
    categories: [...categories],
    done: [],
  }));
  const request = { from: '2026-03-02', to: '2026-03-03', basis: 'measured', rounding: exact } as const;
  return buildReport(days, { kind, ...request }, t);
}

/** The relative luminance of `#rrggbb` (WCAG 2.2). */
function luminanceOf(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe('colors of categories in reports', () => {
  it('stand out from white paper and from dark pages, and from each other', () => {
    for (const page of ['light', 'dark'] as const) {
      for (const color of categoryColors)
        assert.ok(contrast(barColors[color][page], pageColors[page]) >= 3, `${color} on ${page}`);
      assert.equal(new Set(categoryColors.map((color) => barColors[color][page])).size, categoryColors.length);
    }
    assert.equal(contrast('#000000', '#ffffff'), 21);
  });

  it('are in the chart of a summary, whose bars sum to the measured time', () => {
    const chart = report().charts.find(({ title }) => title === 'Measured time by category');
    assert.deepEqual(chart?.bars, [
      { label: 'Coding', color: 'blue', ms: 8 * hourMs },
      { label: 'Leisure', color: 'red', ms: 4 * hourMs },
    ]);
    assert.ok(!report('timesheet').charts.some(({ title }) => title === 'Measured time by category'));
  });

  it('are those of the theme in the tab, of light and dark pages in HTML, and of paper when that is printed', () => {
    const body = reportHtml(report(), t);
    const saved = textPage({ title: 'x', language: 'en', body });
    assert.match(saved, /<span class="bar bar-blue" aria-hidden="true">\u2588{24}<\/span>/);
    assert.match(saved, /<span class="bar bar-red" aria-hidden="true">\u2588{12}<\/span>/);
    const [light = '', dark = ''] = saved.split('@media screen and (prefers-color-scheme: dark)');
    assert.ok(light.includes(`--red: ${barColors.red.light};`) && dark.includes(`--red: ${barColors.red.dark};`));
    assert.match(saved, /\.bar-red \{ color: var\(--red\); \}/);
    assert.match(saved, /print-color-adjust: exact/);
    const tab = textPage({ title: 'x', language: 'en', body, editor: { nonce: 'n', links: '' } });
    assert.match(tab, /--red: var\(--vscode-charts-red\);/);
    assert.ok(!tab.includes(barColors.red.light));
    assert.doesNotMatch(tab, /charts-orange/, 'which is hardly seen in Dark Modern');
  });

  it('leave a bar out that is too short to be seen', () => {
    const bars = [
      { label: 'a', ms: hourMs },
      { label: 'b', ms: 1, color: 'red' as const },
    ];
    const body = reportHtml({ ...report(), charts: [{ title: 'x', bars }] }, t);
    assert.ok(body.includes('<tr><td>b</td><td></td><td class="figure">0:00</td></tr>'), body);
  });

  it('fill the bars of the PDF', async () => {
    const pdf = await reportPdf(report(), { t, language: 'en', deflate: deflateSync, pause: () => Promise.resolve() });
    const text = Buffer.from(pdf).toString('latin1');
    const streams = [...text.matchAll(/\/Length (\d+) [^\n]*\nstream\n/g)].map((match) => {
      const start = match.index + match[0].length;
      return inflateSync(pdf.subarray(start, start + Number(match[1]))).toString('latin1');
    });
    const fills = streams.join('\n').match(/[\d.]+ [\d.]+ [\d.]+ rg [\d.]+ [\d.]+ [\d.]+/g) ?? [];
    const widths = (color: string) =>
      fills.filter((one) => one.startsWith(color)).map((one) => Number(one.split(' ').at(-1)));
    const [red] = widths('0.79 0.19 0.19');
    const blue = widths('0.18 0.44 0.82');
    assert.equal(widths('0.79 0.19 0.19').length, 1);
    assert.ok(
      blue.some((width) => Math.abs(width - 2 * (red ?? 0)) < 0.02),
      `${blue.join()} and ${red}`,
    );
  });
});
