import assert from 'node:assert/strict';
import { deflateSync, inflateSync } from 'node:zlib';
import { extractText, getDocumentProxy } from 'unpdf';
import { translator } from '../../../../src/core/base/translate.ts';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { buildReport } from '../../../../src/planning/reports/buildReport.ts';
import { moreDifferences } from '../../../../src/core/pdf/helvetica.ts';
import { reportPdf } from '../../../../src/planning/reports/reportPdf.ts';
import { exact } from '../../../../src/planning/reports/rounding.ts';
import type { ReportDay } from '../../../../src/planning/reports/reportDays.ts';

const t = translator();

/** A report with one row for each name and day. */
async function pdfOf(names: readonly string[], days = 1, language = 'en'): Promise<Uint8Array> {
  const list = Array.from({ length: days }, (_, index): ReportDay => {
    const day = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
    const rows = names.map((name, order) => ({
      project: `/p/${order}`,
      projectName: name,
      title: `Entry ${order} of ${day}`,
      tags: [],
      measuredMs: 61 * minuteMs,
      entriesMs: hourMs,
    }));
    return { day, measuredMs: 0, entriesMs: 0, rows, categories: [], done: [] };
  });
  const request = {
    kind: 'timesheet',
    from: '2026-01-01',
    to: '2026-12-31',
    basis: 'measured',
    rounding: exact,
  } as const;
  const report = buildReport(list, request, t);
  return reportPdf(report, { t, language, deflate: deflateSync, pause: () => Promise.resolve() });
}

/** The text of each page, as a PDF reader that is not ours finds it. */
async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  return (await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false })).text;
}

/** The operators of all pages and the other streams. */
function streamsOf(pdf: Uint8Array): string {
  const text = Buffer.from(pdf).toString('latin1');
  const streams = [...text.matchAll(/\/Length (\d+) [^\n]*\nstream\n/g)].map((match) => {
    const start = match.index + match[0].length;
    return inflateSync(pdf.subarray(start, start + Number(match[1]))).toString('latin1');
  });
  return streams.join('\n');
}

describe('a report as PDF', () => {
  it('has every row once, its labels and number on each page, and the total at the end', async () => {
    const pages = await pagesOf(await pdfOf(['shop', 'blog'], 90));
    assert.ok(pages.length > 3, String(pages.length));
    for (const [index, page] of pages.entries()) {
      assert.match(page, new RegExp(`Page ${index + 1} of ${pages.length}`));
      assert.match(page, /Day\s+Project\s+Task or entry/);
    }
    const all = pages.join('\n');
    assert.equal(all.match(/Entry 1 of 2026-03-15/g)?.length, 1);
    assert.equal(all.match(/Entry \d of 2026/g)?.length, 180);
    assert.match(pages.at(-1) ?? '', /Total\s+183:00\s+180:00/);
    assert.match(pages[0] ?? '', /Measured time by project\s+shop\s+91:30\s+blog\s+91:30/);
  });

  it('has names with accents as text, and a long one whole', async () => {
    const long = 'no-room-'.repeat(40);
    const [page = ''] = await pagesOf(await pdfOf(['müller & söhne €', 'Łódź Dvořák İğşŐ', 'back\\slash (x)', long]));
    for (const name of ['müller & söhne €', 'Łódź Dvořák İğşŐ', 'back\\slash (x)'])
      assert.ok(page.includes(name), name);
    assert.ok(page.replaceAll(/\s/g, '').includes(long));
    assert.doesNotMatch(page, /fonts of every PDF reader/);
  });

  it('names the font of East Asian, Greek, and Cyrillic letters, and holds them as UTF-16', async () => {
    const pdf = await pdfOf(['登录页面', 'ログイン', '로그인', 'Код', 'λόγος']);
    const [file, streams] = [Buffer.from(pdf).toString('latin1'), streamsOf(pdf)];
    for (const cmap of ['UniGB-UTF16-H', 'UniJIS-UTF16-H', 'UniKS-UTF16-H']) assert.ok(file.includes(`/${cmap}`), cmap);
    for (const hex of ['767B5F5597629762', '30ED30B030A430F3', 'B85CADF8C778', '041A043E0434'].map((one) =>
      one.slice(0, 8),
    ))
      assert.ok(streams.includes(hex), hex);
    const inTaiwan = Buffer.from(await pdfOf(['登入'], 1, 'zh-tw')).toString('latin1');
    assert.ok(inTaiwan.includes('/UniCNS-UTF16-H') && !inTaiwan.includes('/UniGB-UTF16-H'));
  });

  it('counts what it can not show, one for each character that a person sees', async () => {
    const text = (await pagesOf(await pdfOf(['שלום', 'x👨‍👩‍👧y', 'Việt', 'a\u0000b\u200dc'])))[0] ?? '';
    for (const shown of ['shlvm', 'x?y', 'Viet', 'abc']) assert.ok(text.includes(shown), shown);
    // Each name is in the chart and in the table.
    assert.match(text, /lack these characters: 12\. Hebrew/);
  });

  it('shows Hebrew and Arabic in Latin letters, and holds them as they were written', async () => {
    const pdf = await pdfOf(['שָׁלוֹם', 'تطبيق الفواتير ١٢', 'خانه‌ی من', 'Plan ไทย']);
    const text = (await pagesOf(pdf))[0] ?? '';
    for (const shown of ['shlvm', 'ttbyq alfwatyr 12', 'khanhy mn']) assert.ok(text.includes(shown), shown);
    const written = [...streamsOf(pdf).matchAll(/\/ActualText <FEFF([0-9A-F]*)>/g)].map(([, hex = '']) =>
      Buffer.from(hex, 'hex').swap16().toString('utf16le'),
    );
    for (const name of ['שָׁלוֹם', 'تطبيق', 'الفواتير', 'من']) assert.ok(written.includes(name.normalize('NFC')), name);
    assert.ok(
      written.some((one) => one.includes('ไ')),
      'of what is shown as ? too',
    );
  });

  it('says so where there is nothing', async () => {
    assert.match((await pagesOf(await pdfOf([])))[0] ?? '', /Nothing in this range/);
  });

  it('lets others have their turn in a long report', async () => {
    const report = buildReport(
      [],
      { kind: 'timesheet', from: '2026-01-01', to: '2026-01-01', basis: 'measured', rounding: exact },
      t,
    );
    const [table] = report.tables;
    assert.ok(table);
    const rows = Array.from({ length: 1000 }, (_, index) => table.columns.map(() => String(index)));
    let pauses = 0;
    const pause = async (): Promise<void> => void pauses++;
    await reportPdf({ ...report, tables: [{ ...table, rows }] }, { t, language: 'en', deflate: deflateSync, pause });
    assert.ok(pauses >= 40, String(pauses));
  });

  it('gives each further letter a code of one byte', () => {
    const names = moreDifferences.match(/\/\w+/g) ?? [];
    assert.equal(new Set(names).size, names.length);
    assert.ok(33 + names.length < 256);
  });
});
