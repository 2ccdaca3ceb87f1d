import { setImmediate } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import type { Clock } from '../../src/core/base/clock.ts';
import type { Reading } from '../../src/core/operations/reading.ts';
import { defaultGoals, defaultTimeRules } from '../../src/core/rules/rules.ts';
import { addDays, hourMs } from '../../src/core/time/days.ts';
import { answering, readingsOf } from '../../src/headless/answering.ts';
import { buildReport } from '../../src/planning/reports/buildReport.ts';
import { reportCsv } from '../../src/planning/reports/formats.ts';
import { reportHtml } from '../../src/planning/reports/reportHtml.ts';
import { reportPdf } from '../../src/planning/reports/reportPdf.ts';
import { reportDaysAtMost } from '../../src/planning/reports/report.ts';
import type { ReportDay } from '../../src/planning/reports/reportDays.ts';
import { listTasksQuery } from '../../src/planning/tasks/taskQueries.ts';
import { taskListParams, type TaskPage } from '../../src/planning/tasks/taskViews.ts';
import { openStore } from '../../src/storage/openStore.ts';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../src/storage/vault/vault.ts';

// Run by planning.ts in a separate process: node measure.ts JOB

/** The measurements of a folder. */
export interface PlanningJob {
  readonly folder: string;
  readonly wasmPath: string;
  readonly until: number;
  /** `start`: opening the data, until the day is known. `ask`: everything else. */
  readonly does: 'start' | 'ask';
}

/** The output of `npm run bench:planning`, except for the start; docs/bench.md explains each figure. */
export interface PlanningFigures {
  readonly tasks: number;
  readonly tasks_first_ms: number;
  readonly tasks_first_cpu_ms: number;
  readonly tasks_step_ms: number;
  readonly search_p95_ms: number;
  readonly list_p95_ms: number;
  readonly report_year_ms: number;
  readonly report_step_ms: number;
  readonly pdf_ms: number;
  readonly pdf_bytes: number;
}

const job = JSON.parse(process.argv[2] ?? '{}') as PlanningJob;
const clock: Clock = {
  now: () => job.until,
  monotonic: () => performance.now(),
  utcOffset: () => 60,
  after: () => ({ dispose: () => undefined }),
};
/** Late in the evening of the last day, by the clock of the bench. */
const options = {
  now: job.until - 2 * hourMs,
  offset: 60,
  rules: defaultTimeRules,
  goals: defaultGoals,
  planFor: 'tomorrow',
} as const;
const t = (text: string): string => text;
const rounds = 60;

const before = performance.now();
const sealer = new Vault({ folder: job.folder, clock, secret: folderSecret(job.folder) });
const store = await openStore({ folder: job.folder, wasmPath: job.wasmPath, clock, sealer, detailMonths: 13 });
const reading = readingsOf(store, t);
const ask = answering(reading);
await ask({ operation: 'today.get', params: {}, options });
const opened = performance.now() - before;
console.log(JSON.stringify(job.does === 'start' ? opened : await measure()));
store.close();

async function measure(): Promise<PlanningFigures> {
  const first = stepsOf((read) => listTasksQuery.prepare?.(read, listParams({})) ?? 0);
  const { total } = (await list({ status: ['todo', 'inProgress', 'done', 'archived'], limit: 1 })) as TaskPage;
  const words = ['login', 'invoice 7', 'ünïcode', '登录', 'nowhere', 'parser document', '42', 'retry policy review'];
  const search = await p95((round) => list({ text: words[round % words.length], status: ['todo', 'done'] }));
  const groups = ['status', 'due', 'project', 'tag', 'none'] as const;
  const listed = await p95((round) => list({ groupBy: groups[round % groups.length] }));
  const report = await yearOfReports();
  return {
    tasks: total,
    tasks_first_ms: first.ms,
    tasks_first_cpu_ms: first.cpuMs,
    tasks_step_ms: first.longestMs,
    search_p95_ms: search,
    list_p95_ms: listed,
    report_year_ms: report.ms,
    report_step_ms: report.longestMs,
    pdf_ms: report.pdfMs,
    pdf_bytes: report.pdfBytes,
  };
}

function listParams(params: object) {
  return taskListParams.parse(params);
}

function list(params: object): Promise<unknown> {
  return ask({ operation: 'tasks.list', params: listParams(params), options });
}

/** The first reading of all tasks, step by step as the worker takes them. */
function stepsOf(step: (read: Reading) => number) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  let longestMs = 0;
  for (let left = 1; left > 0;) {
    const began = performance.now();
    left = step(reading(options));
    longestMs = Math.max(longestMs, performance.now() - began);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000, longestMs };
}

/** A timesheet of the last year as a page and as CSV, and then as PDF, a month at a time, as the report's tab requests it. */
async function yearOfReports() {
  const to = new Date(job.until).toISOString().slice(0, 10);
  const from = addDays(to, -364);
  const start = performance.now();
  const days: ReportDay[] = [];
  let longestMs = 0;
  for (let day = from; day <= to; day = addDays(day, reportDaysAtMost)) {
    const began = performance.now();
    const last = addDays(day, reportDaysAtMost - 1);
    const params = { from: day, to: last < to ? last : to };
    days.push(...((await ask({ operation: 'reports.days', params, options })) as { days: ReportDay[] }).days);
    longestMs = Math.max(longestMs, performance.now() - began);
  }
  const rounding = { minutes: 15, mode: 'up' } as const;
  const report = buildReport(days, { kind: 'timesheet', from, to, basis: 'measured', rounding }, t);
  if (reportHtml(report, t).length < 10_000 || reportCsv(report).length < 10_000)
    throw new Error('the report is empty');
  const ms = performance.now() - start;
  const pdfStart = performance.now();
  const pdf = await reportPdf(report, { t, language: 'en', deflate: deflateSync, pause: setImmediate });
  return { ms, longestMs, pdfMs: performance.now() - pdfStart, pdfBytes: pdf.length };
}

async function p95(act: (round: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await act(round);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds * 0.95)] ?? 0;
}
