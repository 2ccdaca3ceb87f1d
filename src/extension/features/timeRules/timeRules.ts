import { Disposable, EventEmitter, l10n, Uri, window, workspace, commands } from 'vscode';
import type { Preview } from '../../../analytics/recompute/preview.ts';
import { AppError } from '../../../shared/appError.ts';
import { minuteMs } from '../../../shared/days.ts';
import { formatDuration } from '../../../shared/format.ts';
import type { TimeRules } from '../../../shared/rules.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';

const scheme = 'daymark-preview';
const uri = Uri.from({ scheme, path: '/Daymark Preview.md' });
const changed = new EventEmitter<Uri>();
let text = '';

/** "Change Time Rules": what other limits would make of the last 30 days, before they hold for all of the past. */
export const timeRules: Feature = {
  id: 'timeRules',
  commands: (services) => ({
    'daymark.changeTimeRules': () => change(services),
  }),
  start: () =>
    Disposable.from(
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changed.event,
        provideTextDocumentContent: () => text,
      }),
    ),
};

type Key = 'tracking.idleLimitMinutes' | 'tracking.readingLimitMinutes' | 'dayStartsAt';

async function change(services: Services): Promise<void> {
  const { read, readOptions, settings, t } = services;
  const choices: { label: string; key: Key }[] = [
    { label: l10n.t('Idle limit'), key: 'tracking.idleLimitMinutes' },
    { label: l10n.t('Reading limit'), key: 'tracking.readingLimitMinutes' },
    { label: l10n.t('Start of the day'), key: 'dayStartsAt' },
  ];
  const key = (await window.showQuickPick(choices, { title: l10n.t('What do you want to change?') }))?.key;
  if (!key) return;
  const typed = await window.showInputBox({
    title: key === 'dayStartsAt' ? l10n.t('A time such as 04:00') : l10n.t('Minutes'),
    value: String(settings.get(key)),
    validateInput: (value) =>
      settings.accepts(key, valueOf(key, value)) ? undefined : l10n.t('This is out of range.'),
  });
  if (typed === undefined) throw new AppError('cancelled', 'cancelled');
  const value = valueOf(key, typed);
  const options = readOptions();
  const preview = await read('previewRules', { ...options, next: { ...options.rules, ...ruleOf(key, value) } });
  text = previewReport(preview, t);
  changed.fire(uri);
  await commands.executeCommand('markdown.showPreview', uri);
  const apply = l10n.t('Apply to All of the Past');
  const sums = l10n.t('{0} before, {1} after', formatDuration(preview.oldMs, t), formatDuration(preview.newMs, t));
  const answer = await window.showInformationMessage(`${l10n.t('Last 30 days:')} ${sums}`, { modal: false }, apply);
  if (answer === apply) await settings.set(key, value as never);
}

function valueOf(key: Key, typed: string): string | number {
  return key === 'dayStartsAt' ? typed.trim() : Number(typed.replace(',', '.'));
}

function ruleOf(key: Key, value: string | number): Partial<TimeRules> {
  if (key === 'tracking.idleLimitMinutes') return { idleLimitMs: Number(value) * minuteMs };
  if (key === 'tracking.readingLimitMinutes') return { readingLimitMs: Number(value) * minuteMs };
  const [hours = 0, minutes = 0] = String(value).split(':').map(Number);
  return { dayStartsAt: hours * 60 + minutes };
}

function previewReport({ days, oldMs, newMs, changed: count }: Preview, t: Services['t']): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const minutes = (ms: number): string => formatDuration(ms, t);
  const difference = (from: number, to: number): string => `${to < from ? '−' : '+'}${minutes(Math.abs(to - from))}`;
  const rows = days
    .filter((one) => one.oldMs !== one.newMs)
    .toReversed()
    .map((one) => line([one.day, minutes(one.oldMs), minutes(one.newMs), difference(one.oldMs, one.newMs)]));
  return [
    `# ${t('Preview of the last 30 days')}`,
    t('{0} days would change. Nothing has been changed yet.', count),
    [
      line([t('Day'), t('Now'), t('Then'), t('Difference')]),
      '|---|---:|---:|---:|',
      ...rows,
      line([`**${t('Total')}**`, minutes(oldMs), minutes(newMs), difference(oldMs, newMs)]),
    ].join('\n'),
  ].join('\n\n');
}
