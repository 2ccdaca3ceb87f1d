import type { WhyEntry, WhyWork } from '../../../analytics/why/explain.ts';
import { kindLabel } from '../../../analytics/labels.ts';
import type { Correction } from '../../../shared/corrections.ts';
import { minuteMs } from '../../../shared/days.ts';
import { formatDuration } from '../../../shared/format.ts';
import { kindReasons } from '../../../shared/kindReasons.ts';
import type { TimeRules } from '../../../shared/rules.ts';
import type { ExplainedDay } from '../../worker/protocol.ts';
import { commitLines, turnaroundLines } from './explainMore.ts';
import { escaped } from './markdown.ts';
import type { Translate } from '../../../shared/translate.ts';

/** A day, by which rules it was read, and the words to say it in. */
export interface Explained {
  readonly why: ExplainedDay;
  readonly rules: TimeRules;
  readonly t: Translate;
}

/** The account of a day as Markdown: every stretch and gap, with the rule behind it. */
export function explainReport({ why, rules, t }: Explained): string {
  const { day, totalMs, entries, corrections } = why;
  const head = `| ${t('Time')} | ${t('What')} | ${t('Minutes')} | ${t('Why')} |\n|---|---|---:|---|`;
  const rows = entries.map((entry) => row(entry, rules, t));
  const none = t('Nothing was recorded on this day.');
  return [
    `# ${t('Why {0} of {1}', formatDuration(totalMs, t), day)}`,
    rulesText(rules, t),
    rows.length === 0 ? none : [head, ...rows].join('\n'),
    ...(corrections.length === 0
      ? []
      : [`## ${t('Corrections')}`, corrections.map((one) => `- ${correctionText(one, t)}`).join('\n')]),
    ...commitLines(why.commits, t),
    ...turnaroundLines(why, t),
    t(
      'Is something wrong? Run "Daymark: Correct Time" to reassign, split or leave out a stretch, to say what a gap was, or to change the rule. Every correction can be taken back.',
    ),
  ].join('\n\n');
}

function rulesText({ idleLimitMs, readingLimitMs = idleLimitMs, userRules = [] }: TimeRules, t: Translate): string {
  return t(
    'A gap up to {0} min counts, up to {1} min after reading in the same file. Rules of your own: {2}.',
    idleLimitMs / minuteMs,
    Math.max(idleLimitMs, readingLimitMs) / minuteMs,
    userRules.length,
  );
}

function row(entry: WhyEntry, rules: TimeRules, t: Translate): string {
  const minutes = ((entry.end - entry.start) / minuteMs).toFixed(1);
  const [what, why] =
    entry.type === 'gap'
      ? [`*${t('gap')}*`, gapReason(entry.reason, t)]
      : [whatOf(entry, t), `${escaped(whyOf(entry, rules, t))} ${escaped(partsOf(entry, t))}`];
  return `| ${clockTime(entry.start, entry.offset)}–${clockTime(entry.end, entry.offset)} | ${what} | ${entry.type === 'gap' ? `(${minutes})` : minutes} | ${why} |`;
}

function whatOf({ kind, project, file }: WhyWork, t: Translate): string {
  const names = [project?.split(/[\\/]/).findLast(Boolean), file].filter((name) => name !== undefined);
  return [`**${kindLabel(kind, t)}**`, ...names.map(escaped)].join(' · ');
}

/** The sentence of the rule that decided a stretch. */
export function whyOf({ rule }: WhyWork, { userRules = [] }: TimeRules, t: Translate): string {
  if (rule === 'logged') return t('You logged it.');
  if (rule.startsWith('correction ')) return t('You corrected it.');
  if (!rule.startsWith('user ')) return t(kindReasons[rule as keyof typeof kindReasons]);
  const number = Number(rule.slice('user '.length));
  return t('Your rule {0}: {1}', number + 1, JSON.stringify(userRules[number] ?? {}));
}

function partsOf({ byBasis, signals }: WhyWork, t: Translate): string {
  const minutes = (ms: number): string => (ms / minuteMs).toFixed(1);
  const parts = [
    signals > 0 ? t('{0} signs of you', signals) : '',
    byBasis.gap ? t('{0} min in gaps that count', minutes(byBasis.gap)) : '',
    byBasis.waiting ? t('{0} min waiting for a run or a tool', minutes(byBasis.waiting)) : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? `(${parts.join(', ')})` : '';
}

function gapReason(reason: 'idle' | 'excluded' | 'break' | 'paused', t: Translate): string {
  const reasons = {
    idle: () => t('No sign of you for longer than the limit.'),
    excluded: () => t('You excluded it.'),
    break: () => t('You said that this was a break.'),
    paused: () => t('Tracking was paused.'),
  };
  return reasons[reason]();
}

/** A correction in words, for a list. */
export function correctionText(correction: Correction, t: Translate): string {
  const { start, end, offset } = correction;
  const range = `${clockTime(start, offset)}–${clockTime(end, offset)}`;
  if (correction.what === 'exclude') return t('{0}: excluded', range);
  const { kind, project } = correction;
  const names = [kind && kindLabel(kind, t), project && escaped(project)].filter(Boolean).join(', ');
  return correction.what === 'mark' ? t('{0}: was {1}', range, names) : t('{0}: reassigned to {1}', range, names);
}

/** `HH:MM` where the work was done. */
export function clockTime(at: number, offset: number): string {
  return new Date(at + offset * minuteMs).toISOString().slice(11, 16);
}
