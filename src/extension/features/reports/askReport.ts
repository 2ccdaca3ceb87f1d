import { window, type QuickPickItem } from 'vscode';
import { addDays, countDays, isDay, mondayOf, type Day } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import type { Billing } from '../../../planning/reports/billing.ts';
import type { ReportKind, ReportRequest } from '../../../planning/reports/report.ts';
import { exact, type Rounding } from '../../../planning/reports/rounding.ts';
import type { Services } from '../../services.ts';

/** The longest report: ten years. */
const daysAtMost = 3660;

interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** Asks for a report and its days. Resolves to undefined if the user cancels. */
export async function askReport(services: Services): Promise<ReportRequest | undefined> {
  const { t } = services;
  const kinds: (QuickPickItem & { readonly report: ReportKind })[] = [
    { report: 'timesheet', label: t('Timesheet'), detail: t('Each day by project and task, with or without rounding') },
    { report: 'summary', label: t('Summary'), detail: t('Time by day and project, and tasks done') },
    { report: 'projects', label: t('Activity by project'), detail: t('Projects, and what was done in them') },
    { report: 'tasks', label: t('Tasks done'), detail: t('With due date, estimate, and time') },
  ];
  const chosen = await window.showQuickPick(kinds, { title: t('Create Report') });
  const range = chosen && (await askRange(services));
  if (!range) return undefined;
  const { report: kind } = chosen;
  if (kind !== 'timesheet') return { kind, ...range, basis: 'measured', rounding: exact };
  const { settings } = services;
  const billing: Billing = { currency: settings.get('reports.currency'), rates: settings.get('reports.rates') };
  const hasRates = Object.keys(billing.rates).length > 0;
  const rounding = await askRounding(services, hasRates);
  return rounding && { kind, ...range, ...rounding, ...(hasRates && { billing }) };
}

async function askRange({ readOptions, t }: Services): Promise<DayRange | undefined> {
  const today = presentDay(readOptions());
  const monday = mondayOf(today);
  const month = `${today.slice(0, 7)}-01`;
  const lastOfMonthBefore = addDays(month, -1);
  const year = Number(today.slice(0, 4));
  const ranges: [string, Day, Day][] = [
    [t('This week so far'), monday, today],
    [t('Last week'), addDays(monday, -7), addDays(monday, -1)],
    [t('This month so far'), month, today],
    [t('Last month'), `${lastOfMonthBefore.slice(0, 7)}-01`, lastOfMonthBefore],
    [t('This year so far'), `${year}-01-01`, today],
    [t('Last year'), `${year - 1}-01-01`, `${year - 1}-12-31`],
  ];
  const items = ranges.map(([label, from, to]) => ({ label, description: `${from} – ${to}`, range: { from, to } }));
  const other = { label: t('Other Days…'), description: '', range: undefined };
  const chosen = await window.showQuickPick([...items, other], { title: t('Create Report'), ignoreFocusOut: true });
  if (!chosen) return undefined;
  if (chosen.range) return chosen.range;
  const typed = await window.showInputBox({
    ignoreFocusOut: true,
    title: t('Create Report'),
    prompt: t('First and last day, such as 2026-01-01 2026-03-31'),
    value: `${month} ${today}`,
    validateInput: (text) => (rangeIn(text) ? undefined : t('Enter two days as YYYY-MM-DD, at most ten years apart.')),
  });
  return typed === undefined ? undefined : rangeIn(typed);
}

function rangeIn(text: string): DayRange | undefined {
  const [from, to, ...more] = text.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? [];
  if (from === undefined || to === undefined || more.length > 0 || !isDay(from) || !isDay(to)) return undefined;
  const days = countDays(from, to);
  return days > 0 && days <= daysAtMost ? { from, to } : undefined;
}

async function askRounding(
  { t }: Services,
  hasRates: boolean,
): Promise<Pick<ReportRequest, 'basis' | 'rounding'> | undefined> {
  const steps: (QuickPickItem & { readonly rounding: Rounding })[] = [
    { label: t('Exact Times'), rounding: exact },
    ...([5, 6, 10, 15, 30] as const).flatMap((minutes) => [
      { label: t('Up to a multiple of {0} min', minutes), rounding: { minutes, mode: 'up' as const } },
      { label: t('To the nearest {0} min', minutes), rounding: { minutes, mode: 'nearest' as const } },
    ]),
  ];
  const step = await window.showQuickPick(steps, {
    title: t('Round Each Row'),
    placeHolder: t('Entries stay exact.'),
    ignoreFocusOut: true,
  });
  if (!step) return undefined;
  if (step.rounding.minutes === 0 && !hasRates) return { basis: 'measured', rounding: step.rounding };
  const bases = [
    { label: t('Measured Time'), basis: 'measured' as const },
    { label: t('Time in Entries'), basis: 'entries' as const },
  ];
  const chosen = await window.showQuickPick(bases, {
    title: hasRates ? t('Which Time Is Billed?') : t('Which Time Is Rounded?'),
    ignoreFocusOut: true,
  });
  return chosen && { basis: chosen.basis, rounding: step.rounding };
}
