import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatDuration } from '../../../../src/core/base/format.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { buildReport } from '../../../../src/planning/reports/buildReport.ts';
import { hoursAndMinutes } from '../../../../src/core/time/hoursAndMinutes.ts';
import { reportCsv, reportJson, reportMarkdown } from '../../../../src/planning/reports/formats.ts';
import { reportHtml } from '../../../../src/planning/reports/reportHtml.ts';
import { reportKinds, type ReportRequest } from '../../../../src/planning/reports/report.ts';
import type { ReportDay, ReportRow } from '../../../../src/planning/reports/reportDays.ts';
import { exact, rounded } from '../../../../src/planning/reports/rounding.ts';

const t = translator();

function row(change: Partial<ReportRow>): ReportRow {
  return { project: '/p/shop', projectName: 'shop', title: '', tags: [], measuredMs: 0, entriesMs: 0, ...change };
}

function dayOf(day: string, rows: readonly ReportRow[], done: ReportDay['done'] = []): ReportDay {
  const sum = (of: 'measuredMs' | 'entriesMs') => rows.reduce((all, one) => all + one[of], 0);
  return { day, measuredMs: sum('measuredMs'), entriesMs: sum('entriesMs'), rows: [...rows], categories: [], done };
}

const request: ReportRequest = {
  kind: 'timesheet',
  from: '2026-03-02',
  to: '2026-03-03',
  basis: 'measured',
  rounding: exact,
};

const days = [
  dayOf('2026-03-02', [
    row({ title: '=HYPERLINK("x")|a', task: 't1', tags: ['auth'], measuredMs: 65 * minuteMs, entriesMs: 2 * hourMs }),
    row({ project: '', projectName: '', measuredMs: 15 * minuteMs }),
  ]),
  dayOf(
    '2026-03-03',
    [row({ measuredMs: 10 * minuteMs })],
    [
      {
        id: 't1',
        title: 'Fix *it*',
        createdAt: 0,
        doneAt: 49 * hourMs,
        dueDay: '2026-03-02',
        late: true,
        estimate: 30,
      },
    ],
  ),
];

describe('a report', () => {
  it('bills projects by name, folder, or the rate for all others, with steps of their own, to the cent', () => {
    const list = [
      dayOf('2026-03-02', [
        row({ measuredMs: 61 * minuteMs }),
        row({ project: '/p/constructor', projectName: 'constructor', measuredMs: 20 * minuteMs, entriesMs: hourMs }),
        row({ project: '', projectName: '', measuredMs: 7 * minuteMs }),
      ]),
    ];
    const rates = { shop: { rate: 80, client: 'Acme', round: 30 }, '/p/blog': { rate: 1 }, '*': { rate: 33.33 } };
    const billing = { currency: 'EUR', rates };
    const up = { minutes: 6, mode: 'up' } as const;
    const [table] = buildReport(list, { ...request, rounding: up, billing }, t).tables;
    assert.deepEqual(
      table?.columns.map(({ label }) => label).filter((label) => /Client|Rounded|Amount/.test(label)),
      ['Client', 'Rounded', 'Amount (EUR)'],
    );
    assert.deepEqual(
      table?.rows.map((cells) => [cells[1], cells.at(-2), cells.at(-1)]),
      [
        ['Acme', 90 * minuteMs, 120],
        ['', 24 * minuteMs, 13.33],
        ['', 12 * minuteMs, 6.67],
      ],
    );
    assert.equal(table.total?.at(-1), 140);
    const exactly = buildReport(list, { ...request, basis: 'entries', billing }, t);
    assert.deepEqual(
      exactly.tables[0]?.rows.map((cells) => cells.at(-1)),
      [0, 33.33, 0],
    );
    assert.match(exactly.notes.join(), /Amounts are for the time in entries/);
    assert.match(reportCsv(exactly), /,33.33/);
    const none = buildReport(list, { ...request, billing: { currency: '', rates: { other: { rate: 5 } } } }, t);
    assert.doesNotMatch(reportMarkdown(none, t), /Amount \||Client/);
  });

  it('has charts whose bars sum to the measured time, and are few enough to read', () => {
    for (const count of [2, 31, 32, 200, 366, 3650]) {
      const many = Array.from({ length: count }, (_, index) => {
        const day = new Date(Date.UTC(2016, 0, 1 + index)).toISOString().slice(0, 10);
        const name = `p${index % 20}`;
        return dayOf(day, [row({ project: name, projectName: name, measuredMs: (index + 1) * minuteMs })]);
      });
      const { charts } = buildReport(many, { ...request, kind: 'summary' }, t);
      const total = many.reduce((sum, { measuredMs }) => sum + measuredMs, 0);
      assert.equal(charts.length, 2);
      for (const { bars } of charts) {
        assert.ok(bars.length > 1 && bars.length <= 31, String(bars.length));
        assert.equal(
          bars.reduce((sum, { ms }) => sum + ms, 0),
          total,
        );
      }
    }
  });

  it('has its charts on its page only, with names that are text', () => {
    const report = buildReport(
      [
        dayOf('2026-03-02', [
          row({ projectName: '<b>|x', measuredMs: hourMs }),
          row({ project: '/q', projectName: 'q', measuredMs: hourMs / 2 }),
        ]),
      ],
      request,
      t,
    );
    assert.doesNotMatch(reportMarkdown(report, t), /\u2588/);
    const page = reportHtml(report, t);
    assert.ok(page.includes(`<td>q</td><td><span class="bar" aria-hidden="true">${'\u2588'.repeat(12)}</span></td>`));
    assert.ok(page.includes('<td>&lt;b>|x</td>'));
    assert.doesNotMatch(page, /<b>/);
  });

  it('is written as a page with the texts of its Markdown, names escaped', () => {
    const page = reportHtml(buildReport(days, request, t), t);
    assert.ok(
      page.includes(
        '<tr><td>2026-03-02</td><td>shop</td><td>=HYPERLINK("x")|a</td><td>auth</td><td class="figure">1:05</td><td class="figure">2:00</td></tr>'.replaceAll(
          '"x"',
          '&quot;x&quot;',
        ),
      ),
      page,
    );
    assert.ok(page.includes('<tr class="total"><td>Total</td>'), page);
  });

  it('has rows that sum to its totals, and all measured time, whichever kind it is', () => {
    const rows = fc.array(
      fc.record({
        project: fc.constantFrom('/a', '/b', ''),
        title: fc.constantFrom('', 'x', 'y'),
        measuredMs: fc.nat(hourMs),
        entriesMs: fc.nat(hourMs),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 10 }), (list) => {
        const made = list.map((parts, index) => dayOf(`2026-03-${String(index + 1).padStart(2, '0')}`, parts.map(row)));
        const total = made.reduce((sum, { measuredMs }) => sum + measuredMs, 0);
        for (const kind of ['timesheet', 'summary', 'projects'] as const) {
          const [table] = buildReport(made, { ...request, kind }, t).tables;
          const at = table?.columns.findIndex(({ label }) => label === 'Measured') ?? -1;
          assert.equal(table?.total?.[at] ?? 0, total);
        }
      }),
    );
  });

  it('rounds each row and sums what it shows', () => {
    const rounding = { minutes: 15, mode: 'up' } as const;
    const { tables, notes } = buildReport(days, { ...request, rounding }, t);
    assert.deepEqual(
      tables[0]?.rows.map((cells) => Number(cells.at(-1)) / minuteMs),
      [75, 15, 15],
    );
    assert.equal(Number(tables[0]?.total?.at(-1)) / minuteMs, 105);
    assert.match(notes.join(' '), /each row up to a multiple of 15 min, then summed/);
  });

  it('says of done tasks whether they were in time, and what they took', () => {
    const [table] = buildReport(days, { ...request, kind: 'tasks' }, t).tables;
    assert.deepEqual(table?.rows, [
      ['2026-03-03', 'Fix *it*', '', '2026-03-02', 'late', 30 * minuteMs, 65 * minuteMs, 2 * hourMs, 2],
    ]);
  });

  it('is written as CSV without formulas, as Markdown without markup in names, and as JSON', () => {
    const report = buildReport(days, request, t);
    const csv = reportCsv(report);
    assert.ok(csv.startsWith('\uFEFFDay,Project,Task or entry,Tags,Measured (h:mm),Measured (h),'));
    assert.ok(csv.includes(`2026-03-02,shop,"'=HYPERLINK(""x"")|a",auth,1:05,1.0833,2:00,2\r\n`));
    assert.ok(csv.endsWith('Total,,,,1:30,1.5,2:00,2\r\n'));
    const markdown = reportMarkdown(report, t);
    assert.match(markdown, /\| 2026-03-02 \| shop \| \\=HYPERLINK\\\("x"\\\)\\\|a \| auth \| 1:05 \| 2:00 \|/);
    assert.deepEqual(JSON.parse(reportJson(report)), JSON.parse(JSON.stringify(report)));
  });

  it('shows people no column that says nothing, and keeps each for programs', () => {
    const report = buildReport([dayOf('2026-03-02', [row({ measuredMs: hourMs })])], request, t);
    assert.match(reportMarkdown(report, t), /\| Day \| Project \| Measured \|\n.*\n\| 2026-03-02 \| shop \| 1:00 \|/);
    assert.match(reportCsv(report), /Day,Project,Task or entry,Tags,Measured \(h:mm\)/);
  });

  it('says when there is nothing in the range', () => {
    for (const kind of reportKinds)
      assert.ok(reportMarkdown(buildReport([], { ...request, kind }, t), t).startsWith('# '), kind);
    assert.match(reportMarkdown(buildReport([], request, t), t), /Nothing in this range/);
  });
});

describe('rounding', () => {
  it('leaves full steps and no time as they are, and moves by less than a step', () => {
    const steps = fc.constantFrom(1, 5, 6, 10, 15, 30, 60);
    const modes = fc.constantFrom('up' as const, 'nearest' as const, 'down' as const);
    fc.assert(
      fc.property(fc.nat(100 * hourMs), steps, modes, (ms, minutes, mode) => {
        const step = minutes * minuteMs;
        const result = rounded(ms, { minutes, mode });
        assert.ok(result % step === 0 && Math.abs(result - ms) < step);
        assert.equal(rounded(result, { minutes, mode }), result);
        if (mode !== 'nearest') assert.ok(mode === 'up' ? result >= ms : result <= ms);
        assert.equal(rounded(ms, exact), ms);
      }),
    );
  });

  it('rounds what is shown to the minute, as the dashboard and the status bar do', () => {
    assert.deepEqual([0, 59_999, hourMs, 25.5 * hourMs].map(hoursAndMinutes), ['0:00', '0:01', '1:00', '25:30']);
    for (const ms of [4 * hourMs + 29_999, 4 * hourMs + 30_000, 5 * hourMs - 1]) {
      const [, hours, minutes = '0'] = /^(\d+)h(?: (\d+)m)?$/.exec(formatDuration(ms, t)) ?? [];
      assert.equal(hoursAndMinutes(ms), `${hours}:${minutes.padStart(2, '0')}`);
    }
  });
});
