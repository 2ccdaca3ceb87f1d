import type { Translate } from '../../core/base/translate.ts';
import { dayMs, minuteMs } from '../../core/time/days.ts';
import { amountOf, rateOf, roundingOf } from './billing.ts';
import { chartsOf } from './charts.ts';
import type { Cell, ColumnType, Report, ReportColumn, ReportRequest, ReportTable } from './report.ts';
import type { ReportDay, ReportRow } from './reportDays.ts';
import { categorySums } from './numbers.ts';
import { rounded } from './rounding.ts';

/** Makes a report of days. Days without anything may be absent. */
export function buildReport(days: readonly ReportDay[], request: ReportRequest, t: Translate): Report {
  const { kind, from, to } = request;
  const building = { days, request, t };
  const builders = {
    timesheet: () => [timesheet(building)],
    summary: () =>
      [byDay(building), byProject(building), byCategory(building), doneTasks(building)].filter(
        ({ rows }) => rows.length > 0,
      ),
    projects: () => [byProject(building), byTitle(building)],
    tasks: () => [doneTasks(building)],
  };
  const titles = {
    timesheet: t('Timesheet, {0} to {1}', from, to),
    summary: t('Summary, {0} to {1}', from, to),
    projects: t('Activity by project, {0} to {1}', from, to),
    tasks: t('Tasks done, {0} to {1}', from, to),
  };
  const charts = kind === 'tasks' ? [] : chartsOf(days, kind, t);
  return { kind, title: titles[kind], from, to, notes: notesOf(request, t), tables: builders[kind](), charts };
}

interface ReportParts {
  readonly days: readonly ReportDay[];
  readonly request: ReportRequest;
  readonly t: Translate;
}

function notesOf({ kind, basis, rounding: { minutes, mode }, billing }: ReportRequest, t: Translate): string[] {
  const time = t(
    `"Measured" is the time that you were there, as on the dashboard. "In entries" is the time that timers ran or that was entered by hand. The two overlap, so don't add them.`,
  );
  if (kind === 'tasks') return [];
  if (kind !== 'timesheet') return [time];
  const rates = Object.values(billing?.rates ?? {});
  const modes = {
    up: t('Rounded: each row up to a multiple of {0} min, then summed.', minutes),
    nearest: t('Rounded: each row to the nearest {0} min, then summed.', minutes),
    down: t('Rounded: each row down to a multiple of {0} min, then summed.', minutes),
  };
  const own = t('Projects that have steps of their own are rounded to those.');
  const of = basis === 'measured' ? t('The measured time is rounded.') : t('The time in entries is rounded.');
  const ofBilled =
    basis === 'measured' ? t('Amounts are for the measured time.') : t('Amounts are for the time in entries.');
  return [
    time,
    ...(minutes > 0 ? [modes[mode], ...(rates.some(({ round }) => round !== undefined) ? [own] : []), of] : []),
    ...(rates.length > 0 ? [`${ofBilled} ${t('Each row is rounded to two decimals, then summed.')}`] : []),
  ];
}

function column(label: string, type: ColumnType = 'text'): ReportColumn {
  return { label, type };
}

function timesheet({ days, request, t }: ReportParts): ReportTable {
  const { basis, rounding, billing = { currency: '', rates: {} } } = request;
  const isRounded = rounding.minutes > 0;
  const parts = days.flatMap(({ day, rows }) =>
    rows.map((row) => {
      const rate = rateOf(row, billing);
      const ms = rounded(basis === 'measured' ? row.measuredMs : row.entriesMs, roundingOf(rate, rounding));
      return { day, row, ms, client: rate?.client ?? '', amount: rate ? amountOf(ms, rate) : '' };
    }),
  );
  const hasClients = parts.some(({ client }) => client !== '');
  const hasAmounts = parts.some(({ amount }) => amount !== '');
  const amountLabel = billing.currency === '' ? t('Amount') : t('Amount ({0})', billing.currency);
  return summed({
    title: t('Timesheet'),
    columns: [
      column(t('Day'), 'day'),
      ...(hasClients ? [column(t('Client'))] : []),
      column(t('Project')),
      column(t('Task or entry')),
      column(t('Tags')),
      ...timeColumns(t),
      ...(isRounded ? [column(t('Rounded'), 'time')] : []),
      ...(hasAmounts ? [column(amountLabel, 'money')] : []),
    ],
    rows: parts.map(({ day, row, ms, client, amount }): Cell[] => [
      day,
      ...(hasClients ? [client] : []),
      nameOf(row, t),
      row.title,
      row.tags.join(', '),
      row.measuredMs,
      row.entriesMs,
      ...(isRounded ? [ms] : []),
      ...(hasAmounts ? [amount] : []),
    ]),
    t,
  });
}

function byDay({ days, t }: ReportParts): ReportTable {
  return summed({
    title: t('By day'),
    columns: [column(t('Day'), 'day'), ...timeColumns(t), column(t('Tasks done'), 'count')],
    rows: days
      .filter(({ measuredMs, entriesMs, done }) => measuredMs + entriesMs + done.length > 0)
      .map(({ day, measuredMs, entriesMs, done }) => [day, measuredMs, entriesMs, done.length]),
    t,
  });
}

function byProject({ days, t }: ReportParts): ReportTable {
  const sums = sumsBy(days, ({ project }) => project);
  const totalMs = sums.reduce((sum, { measuredMs }) => sum + measuredMs, 0);
  return summed({
    title: t('By project'),
    columns: [column(t('Project')), ...timeColumns(t), column(t('Share of measured'), 'share')],
    rows: sums.map((row) => [
      nameOf(row, t),
      row.measuredMs,
      row.entriesMs,
      totalMs === 0 ? 0 : row.measuredMs / totalMs,
    ]),
    t,
  });
}

function byCategory({ days, t }: ReportParts): ReportTable {
  const sums = categorySums(days);
  const totalMs = sums.reduce((sum, { measuredMs }) => sum + measuredMs, 0);
  return summed({
    title: t('By category'),
    columns: [column(t('Category')), column(t('Measured'), 'time'), column(t('Share of measured'), 'share')],
    rows: sums.map(({ name, measuredMs }) => [name, measuredMs, totalMs === 0 ? 0 : measuredMs / totalMs]),
    t,
  });
}

function byTitle({ days, t }: ReportParts): ReportTable {
  const sums = sumsBy(days, ({ project, title, task }) => JSON.stringify([project, title, task]));
  return summed({
    title: t('By task or entry'),
    columns: [column(t('Project')), column(t('Task or entry')), ...timeColumns(t)],
    rows: sums
      .filter(({ title }) => title !== '')
      .map((row) => [nameOf(row, t), row.title, row.measuredMs, row.entriesMs]),
    t,
  });
}

function doneTasks({ days, t }: ReportParts): ReportTable {
  const spent = new Map(sumsBy(days, ({ task = '' }) => task).map((row) => [row.task, row]));
  const rows = days.flatMap(({ day, done }) =>
    done.map((task): Cell[] => [
      day,
      task.title,
      task.project ?? '',
      task.dueDay ?? '',
      task.dueDay === undefined ? '' : task.late ? t('late') : t('on time'),
      (task.estimate ?? 0) * minuteMs,
      spent.get(task.id)?.measuredMs ?? 0,
      spent.get(task.id)?.entriesMs ?? 0,
      Math.floor((task.doneAt - task.createdAt) / dayMs),
    ]),
  );
  return summed({
    title: t('Tasks done'),
    columns: [
      column(t('Day'), 'day'),
      column(t('Task')),
      column(t('Project')),
      column(t('Due'), 'day'),
      column(t('In time')),
      column(t('Estimate'), 'time'),
      ...timeColumns(t),
      column(t('Days open'), 'count'),
    ],
    rows,
    t,
  });
}

function timeColumns(t: Translate): ReportColumn[] {
  return [column(t('Measured'), 'time'), column(t('In entries'), 'time')];
}

function nameOf({ project, projectName }: ReportRow, t: Translate): string {
  return project === '' ? t('No project') : projectName;
}

/** Sums rows of all days by a key, the most measured time first. */
function sumsBy(days: readonly ReportDay[], keyOf: (row: ReportRow) => string): ReportRow[] {
  const sums = new Map<string, ReportRow>();
  for (const { rows } of days)
    for (const row of rows) {
      const key = keyOf(row);
      const sum = sums.get(key);
      sums.set(
        key,
        sum ? { ...sum, measuredMs: sum.measuredMs + row.measuredMs, entriesMs: sum.entriesMs + row.entriesMs } : row,
      );
    }
  return [...sums.values()].sort((a, b) => b.measuredMs - a.measuredMs || b.entriesMs - a.entriesMs);
}

/** Adds the line with the totals: of times and counts, the sum of what the rows say. */
function summed({ t, ...table }: Omit<ReportTable, 'total'> & { readonly t: Translate }): ReportTable {
  const { columns, rows } = table;
  const total = columns.map(({ type }, index): Cell => {
    if (index === 0) return t('Total');
    if (type === 'text' || type === 'day') return '';
    return rows.reduce((sum, row) => sum + Number(row[index] ?? 0), 0);
  });
  return { ...table, ...(rows.length > 0 && { total }) };
}
