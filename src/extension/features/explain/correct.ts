import { commands, l10n, window } from 'vscode';
import { stretchesOf } from '../../../analytics/why/stretches.ts';
import { corrections } from '../../../analytics/corrections/correctionRecords.ts';
import type { WhyEntry } from '../../../analytics/why/explain.ts';
import { kindLabel } from '../../../analytics/labels.ts';
import { activityKinds, type ActivityKind } from '../../../core/facts/activity.ts';
import { AppError } from '../../../core/base/appError.ts';
import type { CorrectionBody } from '../../../core/facts/corrections.ts';
import { minuteMs, type Day } from '../../../core/time/days.ts';
import { formatDuration } from '../../../core/base/format.ts';
import type { Services } from '../../services.ts';
import { clockTime } from '../../../core/time/clockTime.ts';
import { partOf, timesAround, type TimesRange } from './correctedPart.ts';
import { changeOf } from './correctedRule.ts';
import { whyOf } from './explainReport.ts';
import type { CorrectionRequest } from './wrong.ts';

/**
 * Asks what is wrong with a day and what is right, unless the link says so, and records that as a fact. Throws `cancelled` if the user
 * cancels, and `not-found` if nothing is known about the stretch.
 */
export async function correct(services: Services, wrong: CorrectionRequest): Promise<void> {
  const entry = await entryOf(services, wrong);
  const answer = entry.type === 'gap' ? await askGap(services, wrong) : await askWork(services, wrong);
  if (answer === 'rule') return void (await commands.executeCommand('daymark.changeTimeRules', changeOf(entry)));
  const range = answer.part ? await askPart(entry) : entry;
  await record(services, range, answer.body);
}

/** Returns the stretch's current state, or one that the user picks. */
async function entryOf(services: Services, { day, start, end }: CorrectionRequest): Promise<WhyEntry> {
  const figure = { day, ...(start !== undefined && { from: start }), ...(end !== undefined && { to: end }) };
  const { entries } = await services.read('figure.explain', { figure });
  const [first] = entries;
  // A row of the account is one stretch, even if it alternates between coding and reading.
  if (start !== undefined && end !== undefined && stretchesOf(entries).length === 1 && first)
    return { ...first, start, end };
  if (entries.length === 0) throw new AppError('not-found', l10n.t('There is nothing to correct there.'));
  return pickEntry(services, day, entries);
}

async function pickEntry(services: Services, day: Day, entries: readonly WhyEntry[]): Promise<WhyEntry> {
  const { readOptions, t } = services;
  const { rules } = readOptions();
  const items = entries
    .filter(({ start, end }) => end - start >= minuteMs / 2)
    .toReversed()
    .map((entry) => ({
      entry,
      label: `${clockTime(entry.start, entry.offset)}–${clockTime(entry.end, entry.offset)}`,
      description: entry.type === 'gap' ? t('gap') : [kindLabel(entry.kind, t), entry.file].filter(Boolean).join(' · '),
      detail: [formatDuration(entry.end - entry.start, t), entry.type === 'work' ? whyOf(entry, rules, t) : ''].join(
        ' ',
      ),
    }));
  const title = l10n.t('Correct {0}: what is wrong?', day);
  return (await chosen(window.showQuickPick(items, { title, matchOnDescription: true }))).entry;
}

interface CorrectionChoice {
  readonly body: CorrectionBody;
  /** It applies to a part of the stretch only. */
  readonly part: boolean;
}

async function askWork(services: Services, wrong: CorrectionRequest): Promise<CorrectionChoice | 'rule'> {
  const choices = [
    { label: l10n.t('It was something else'), id: 'kind' },
    { label: l10n.t('It was for another project'), id: 'project' },
    { label: l10n.t('Part of it was something else (split)'), id: 'split' },
    { label: l10n.t('It was not work (exclude)'), id: 'exclude' },
    { label: l10n.t('Part of it was not work'), id: 'excludePart' },
    { label: l10n.t('Change the rule for all such time'), id: 'rule' },
  ] as const;
  const title = l10n.t('What is correct?');
  const id = wrong.what ?? (await chosen(window.showQuickPick(choices, { title, ignoreFocusOut: true }))).id;
  if (id === 'rule') return 'rule';
  if (id === 'exclude' || id === 'excludePart') return { body: { what: 'exclude' }, part: id === 'excludePart' };
  if (id === 'project') return { body: { what: 'reassign', project: await askProject(services) }, part: false };
  return { body: { what: 'reassign', kind: await askKind(services, activityKinds) }, part: id === 'split' };
}

async function askGap(services: Services, { mark }: CorrectionRequest): Promise<CorrectionChoice> {
  const kinds = ['meeting', 'learning', 'break', ...activityKinds] as const;
  return { body: { what: 'mark', kind: mark ?? (await askKind(services, [...new Set(kinds)])) }, part: false };
}

async function askKind({ t }: Services, kinds: readonly ActivityKind[]): Promise<ActivityKind> {
  const items = kinds.map((kind) => ({ label: kindLabel(kind, t), of: kind }));
  return (await chosen(window.showQuickPick(items, { title: l10n.t('What was it?'), ignoreFocusOut: true }))).of;
}

async function askProject({ store }: Services): Promise<string> {
  const items = (await store('projects', {})).map((label) => ({ label }));
  return (await chosen(window.showQuickPick(items, { title: l10n.t('Which project?'), ignoreFocusOut: true }))).label;
}

async function askPart(range: TimesRange): Promise<TimesRange> {
  const value = timesAround(range);
  const text = await chosen(
    window.showInputBox({
      ignoreFocusOut: true,
      title: l10n.t('Which part? From and to, as HH:MM-HH:MM'),
      value,
      validateInput: (typed) => (partOf(typed, range) ? undefined : l10n.t('Two times within {0}.', value)),
    }),
  );
  return partOf(text, range) ?? range;
}

async function record({ records, clock }: Services, range: TimesRange, body: CorrectionBody): Promise<void> {
  const { start, end, offset: utcOffset } = range;
  await records(corrections).create({ ...body, at: clock.now(), start, end, utcOffset });
}

/** Returns the choice; throws `cancelled` if there was none. */
export async function chosen<T>(choice: Thenable<T | undefined>): Promise<T> {
  const value = await choice;
  if (value === undefined) throw new AppError('cancelled', 'cancelled');
  return value;
}
