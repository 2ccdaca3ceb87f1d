import { l10n, window } from 'vscode';
import { payloadOf } from '../../../../ai/callModel.ts';
import {
  reportByModel,
  reportByRules,
  reportMarkdown,
  reportQuestion,
  type ReportDraft,
  type WorkPostKind,
} from '../../../../ai/drafts/reportDraft.ts';
import { asFailure } from '../../../../ai/failureText.ts';
import { AppError } from '../../../../core/base/appError.ts';
import { counted } from '../../../../core/base/counted.ts';
import type { DigestFact } from '../../../../core/insights/digest.ts';
import type { ReportFact, WorkReport } from '../../../../core/insights/workReport.ts';
import { addDays, mondayOf, type Day } from '../../../../core/time/days.ts';
import { presentDay, userDay } from '../../../../core/time/presentDay.ts';
import { openDesk, previewProvider } from '../../../ai/aiDesk.ts';
import { isModelChosen } from '../../../ai/modelChoice.ts';
import { reportFallback, withCancel } from '../../../ai/progress.ts';
import type { Services } from '../../../services.ts';
import { showDraft } from './showDraft.ts';

/** The most tasks of the list that are read and listed. */
const tasksRead = 200;
const mostTasks = 12;

/**
 * Drafts a standup or a weekly post from what was measured: by the chosen model, or else by the built-in rules.
 * @throws AppError `not-found` when nothing was measured
 */
export async function draftReport(services: Services, kind: WorkPostKind): Promise<void> {
  const days = kind === 'standup' ? 'standup' : await chooseWeek(services);
  if (days === undefined) return;
  const report = await readReport(services, days);
  if (report.facts.length === 0)
    throw new AppError('not-found', l10n.t('Nothing was recorded on these days that could go into a draft.'));
  const draft = await withCancel(services, l10n.t('Drafting'), (signal) => make(services, { kind, report }, signal));
  const by =
    draft.model === undefined
      ? l10n.t('Drafted without a model.')
      : l10n.t('Drafted by {0}. Check it before you use it.', draft.model);
  const forms = [
    '1 statement was left out, since no fact supports it.',
    '{0} statements were left out, since no fact supports them.',
  ] as const;
  const notes = draft.refused > 0 ? [counted(l10n.t, forms, [draft.refused])] : [];
  const demo = report.demo ? [l10n.t('Demo data: made up, not yours.')] : [];
  await showDraft(reportMarkdown({ kind, report }, draft, l10n.t), [by, ...notes, ...demo].join(' '));
}

/** Returns what a draft would send now, with the chosen model; a weekly post is about this week. */
export async function reportPayload(services: Services, kind: WorkPostKind): Promise<string> {
  const today = presentDay(services.readOptions());
  const report = await readReport(services, kind === 'standup' ? 'standup' : { from: mondayOf(today), to: today });
  return payloadOf(
    await previewProvider(services),
    reportQuestion(kind, report, services.settings.get('ai.names')).ask,
  );
}

async function make(
  services: Services,
  { kind, report }: { readonly kind: WorkPostKind; readonly report: WorkReport },
  signal: AbortSignal,
): Promise<ReportDraft> {
  if (!isModelChosen(services)) return reportByRules(report);
  try {
    const desk = await openDesk(services, 'user');
    const draft = await reportByModel({ kind, report, names: services.settings.get('ai.names') }, desk, signal);
    return draft.lines.length > 0 ? draft : { ...reportByRules(report), refused: draft.refused };
  } catch (error) {
    const failure = asFailure(error, services.t);
    services.log.warn(`draft: ${failure.code}`);
    reportFallback(failure);
    return reportByRules(report);
  }
}

interface Range {
  readonly from: Day;
  readonly to: Day;
}

/** Collects what was measured, and the tasks of the list that were done or are in progress. A task of both is listed once. */
async function readReport(services: Services, days: Range | 'standup'): Promise<WorkReport> {
  const report = await services.read('work.report', days);
  const tasks = new Set(report.facts.map(({ fact }) => fact.names.task));
  const listed = (await listedTasks(services, report)).filter(({ fact }) => !tasks.has(fact.names.task));
  return { ...report, facts: [...listed, ...report.facts] };
}

async function listedTasks({ read, readOptions }: Services, { from, to }: WorkReport): Promise<ReportFact[]> {
  const page = { sortBy: 'manual', groupBy: 'status', offset: 0, limit: tasksRead } as const;
  const { tasks } = await read('tasks.list', { ...page, status: ['done', 'inProgress'] });
  const options = readOptions();
  const facts = tasks.flatMap(({ id, title, project, status, doneAt }): ReportFact[] => {
    const names: DigestFact['names'] = { task: title, ...(project !== undefined && { project }) };
    const base = { topic: 'plan', weight: 50, names, values: {} } as const;
    if (status === 'inProgress') {
      const text = l10n.t('In progress: {0}', title);
      return [{ section: 'next', fact: { ...base, id: `report:task:${id}`, labels: { state: 'in progress' }, text } }];
    }
    const day = doneAt === undefined ? undefined : userDay(options, doneAt);
    if (day === undefined || day < from || day > to) return [];
    const text = l10n.t('Done: {0}', title);
    return [{ section: 'done', fact: { ...base, id: `report:task:${id}`, labels: { state: 'done' }, text } }];
  });
  return facts.slice(0, mostTasks);
}

async function chooseWeek({ readOptions }: Services): Promise<Range | undefined> {
  const today = presentDay(readOptions());
  const monday = mondayOf(today);
  const items = [
    { label: l10n.t('This week so far'), range: { from: monday, to: today } },
    { label: l10n.t('Last week'), range: { from: addDays(monday, -7), to: addDays(monday, -1) } },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('Draft Weekly Post') }))?.range;
}
