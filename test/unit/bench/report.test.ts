import assert from 'node:assert/strict';
import type { SubjectResults } from '../../../bench/lib/editorRuns.ts';
import { type BenchResults, toJson, toPeerTable, toTable } from '../../../bench/lib/report.ts';
import { summarize } from '../../../bench/lib/stats.ts';

const subject = (factor: number): SubjectResults => ({
  activationMs: summarize([2 * factor, factor, 3 * factor]),
  loadMs: summarize([factor]),
  activationCpuMs: summarize([factor / 2]),
  settledMs: summarize([7 * factor]),
  editCpuUs: summarize([100 * factor]),
  heapMb: summarize([10 * factor]),
  heapAfterMb: summarize([11 * factor]),
  rssMb: summarize([100 * factor]),
  rssAfterMb: summarize([110 * factor]),
});
const { editCpuUs, heapMb, heapAfterMb, rssMb, rssAfterMb } = subject(0.5);
const none = { editCpuUs, heapMb, heapAfterMb, rssMb, rssAfterMb };
const measured: BenchResults = {
  editors: { daymark: subject(2), empty: subject(1), none },
  mainThread: {
    editUs: summarize([4, 3, 9]),
    hourMs: 120.4,
    hourMsDashboard: 400.6,
    busyMs: { daymark: 6100.2, dashboard: 7000, empty: 6000 },
    cpuMs: { daymark: 5400.4, empty: 5000 },
    fsyncsPerHourDashboard: 30,
    wakeUpsPerMinute: 0,
  },
  peers: [],
  bytes: { journal: 1000, checkpoints: 2000, count: 2 },
  bytesByYears: {
    y0: { journal: 100_000, checkpoints: 0, count: 0 },
    y1: { journal: 100_000, checkpoints: 1_000_000, count: 1 },
    y10: { journal: 200_000, checkpoints: 0, count: 0 },
  },
  vsixBytes: 4000,
  viewPaintMs: summarize([30, 10, 20, 40]),
};

describe('the report of the bench', () => {
  it('has, as JSON, the medians under the names that others read', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(toJson(measured))), {
      activation_ms: { daymark: 4, empty: 2 },
      activation_cpu_ms: { daymark: 1, empty: 0.5 },
      settled_cpu_ms: { daymark: 14, empty: 7 },
      edit_main_us: 4,
      hour_main_ms: 120,
      hour_main_ms_dashboard: 401,
      hour_busy_ms: { daymark: 6100, daymark_dashboard: 7000, empty: 6000 },
      hour_cpu_ms: { daymark: 5400, empty: 5000 },
      fsyncs_per_hour_dashboard: 30,
      wakeups_per_minute: 0,
      written_mb_per_hour: { y0: 0.1, y1: 1.1, y10: 0.2 },
      edit_cpu_us: { daymark: 200, empty: 100, none: 50 },
      heap_mb: {
        daymark: 20,
        empty: 10,
        none: 5,
        daymark_after_edits: 22,
        empty_after_edits: 11,
        none_after_edits: 5.5,
      },
      rss_mb: {
        daymark: 200,
        empty: 100,
        none: 50,
        daymark_after_edits: 220,
        empty_after_edits: 110,
        none_after_edits: 55,
      },
      bytes_per_hour: 3000,
      vsix_bytes: 4000,
      view_paint_ms: 25,
    });
  });

  it('has, as a table, lowest and highest, and the ratio to the empty extension', () => {
    const activation = toTable(measured)
      .split('\n')
      .find((line) => line.startsWith('activation'));
    assert.match(activation ?? '', /4\.00 \(2\.00–6\.00\) +2\.00 \(1\.00–3\.00\) +2\.00 ×, \+2\.00/);
  });

  it('has other extensions beside Daymark, where their packages were given', () => {
    const peer = {
      id: 'WakaTime.vscode-wakatime',
      editor: subject(3),
      mainThread: { editUs: summarize([38]), hourMs: 1015.4 },
    };
    const beside = { ...measured, peers: [peer] };
    assert.deepEqual((toJson(beside) as { peers: object }).peers, {
      'WakaTime.vscode-wakatime': {
        activation_ms: 6,
        activation_cpu_ms: 1.5,
        settled_cpu_ms: 21,
        edit_main_us: 38,
        hour_main_ms: 1015,
        edit_cpu_us: 300,
        heap_mb: 30,
        heap_mb_after_edits: 33,
        rss_mb: 300,
        rss_mb_after_edits: 330,
      },
    });
    const hour = toPeerTable(beside)
      .split('\n')
      .find((line) => line.startsWith('main thread in an hour'));
    assert.match(hour ?? '', /120 +1015$/);
  });
});

describe('the median', () => {
  it('is the middle one, or lies between the two in the middle', () => {
    assert.deepEqual(summarize([5, 1, 9]), { median: 5, min: 1, max: 9, count: 3 });
    assert.equal(summarize([1, 2, 4, 100]).median, 3);
  });

  it('is refused where nothing was measured', () => assert.throws(() => summarize([]), RangeError));
});
