import { baseName } from '../../../core/base/baseName.ts';
import type { WhyGap } from '../../../analytics/why/gaps.ts';
import { stretchesOf, type WhyStretch } from '../../../analytics/why/stretches.ts';
import type { WhyWork } from '../../../analytics/why/works.ts';
import { longestThinkingMs } from '../../../analytics/timelinePauses.ts';
import { kindLabel } from '../../../analytics/labels.ts';
import type { ActivityKind } from '../../../core/facts/activity.ts';
import type { Correction } from '../../../core/facts/corrections.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Figure } from '../../../core/views/figure.ts';
import { exactDuration, formatDuration } from '../../../core/base/format.ts';
import { kindReasons } from '../../../core/rules/kindReasons.ts';
import type { TimeRules } from '../../../core/rules/rules.ts';
import type { ExplainedDay } from '../../../analytics/why/explained.ts';
import { clockTime } from '../../../core/time/clockTime.ts';
import { commitLines } from './commitLines.ts';
import { causeLines, componentLines, testLines, turnaroundLines } from './explainMore.ts';
import { figureName } from './figureName.ts';
import { escapeMarkdown, commandLink } from '../../../core/base/markdown.ts';
import type { Translate } from '../../../core/base/translate.ts';
import { counted } from '../../../core/base/counted.ts';

/** A figure, the rules for reading it, and the translation. */
export interface ExplainedFigure {
  readonly why: ExplainedDay;
  readonly figure: Figure;
  readonly rules: TimeRules;
  readonly t: Translate;
}

/** The account of a figure as Markdown: every stretch and gap, with the rule behind it and what to do where it is wrong. */
export function explainReport({ why, figure, rules, t }: ExplainedFigure): string {
  const { day, totalMs, dayMs, entries, corrections } = why;
  const head = `| ${t('Time')} | ${t('What')} | ${t('Duration')} | ${t('Why')} | ${t('Wrong?')} |\n|---|---|---:|---|---|`;
  const rows = stretchesOf(entries).map((entry) => row(entry, { why, rules, t }));
  const name = escapeMarkdown(figureName(figure, t, entries[0]?.offset));
  const part = dayMs === totalMs ? [] : [partText(why, t)];
  return [
    `# ${t('{0}: {1}', name, totalText(totalMs, t))}`,
    ...part,
    ...(why.component ? componentLines(why.component, t) : []),
    figure.machine ? t('Builds, tests, commands, and tools that ran while you were away.') : rulesText(rules, t),
    rows.length === 0 ? t('Nothing was recorded on this day.') : [head, ...rows].join('\n'),
    ...correctionLines(corrections, day, t),
    ...(isOfDoings(figure)
      ? []
      : [
          ...commitLines(why.commits, t),
          ...testLines(why.tests, t),
          ...causeLines(why.causes, t),
          ...turnaroundLines(why, t),
        ]),
    t('You can undo every correction. None changes what was recorded.'),
  ].join('\n\n');
}

/** A duration (ms), in seconds below a minute, as the rows have it: a short day has its figure too, and none shows 0 s. */
function totalText(ms: number, t: Translate): string {
  const inMinutes = (length: number): string => formatDuration(length, t);
  return ms > 0 ? exactDuration(ms, (seconds) => t('{0}s', Math.max(1, seconds)), inMinutes) : inMinutes(0);
}

function partText({ day, dayMs }: ExplainedDay, t: Translate): string {
  return commandLink(t('All {0} of {1}', formatDuration(dayMs, t), day), 'daymark.explainDay', { day });
}

function isOfDoings({ kind, source, language, file, machine }: Figure): boolean {
  return machine === true || [kind, source, language, file].some((one) => one !== undefined);
}

function correctionLines(corrections: readonly Correction[], day: string, t: Translate): string[] {
  if (corrections.length === 0) return [];
  const lines = corrections.map(
    (one) => `- ${correctionText(one, t)} ${commandLink(t('Undo'), 'daymark.undoCorrection', { day, id: one.id })}`,
  );
  return [`## ${t('Corrections')}`, lines.join('\n')];
}

function rulesText(rules: TimeRules, t: Translate): string {
  const { idleLimitMs, readingLimitMs = idleLimitMs, thinkingLimitMs = 0, userRules = [] } = rules;
  const minutes = (ms: number): number => Math.round((10 * ms) / minuteMs) / 10;
  const thinking = t(
    'When you continue in the same project, a gap of up to {0} min counts as thinking, or up to {1} min if another such pause is within half an hour.',
    minutes(thinkingLimitMs),
    minutes(longestThinkingMs(rules)),
  );
  const ruleLines = [
    t(
      'Gaps of up to {0} min count; after reading, up to {1} min in the same file.',
      minutes(idleLimitMs),
      minutes(Math.max(idleLimitMs, readingLimitMs)),
    ),
    ...(thinkingLimitMs > idleLimitMs ? [thinking] : []),
    ...(userRules.length > 0
      ? [counted(t, ['One of your own rules applies.', '{0} of your own rules apply.'], [userRules.length])]
      : []),
  ].join(' ');
  return `${ruleLines} ${commandLink(t('Change the rules'), 'daymark.changeTimeRules')}`;
}

type RowContext = Pick<ExplainedFigure, 'why' | 'rules' | 't'>;

function row(entry: WhyStretch | WhyGap, saying: RowContext): string {
  const { start, end, offset } = entry;
  const [from, to] = [clockTime(start, offset), clockTime(end, offset)];
  const times = from === to ? from : `${from}–${to}`;
  const cells = entry.type === 'gap' ? gapCells(entry, saying) : workCells(entry, saying);
  return `| ${[times, ...cells].join(' | ')} |`;
}

function gapCells({ start, end, reason }: WhyGap, { why: { day }, rules, t }: RowContext): string[] {
  const wrong = (text: string, mark?: ActivityKind): string =>
    commandLink(text, 'daymark.correctTime', { day, start, end, ...(mark && { mark }) });
  const marks = (['meeting', 'learning', 'break'] as const).map((kind) => wrong(kindLabel(kind, t), kind));
  return [
    `*${t('gap')}*`,
    `(${spentText(end - start, t)})`,
    gapReason(reason, rules, t),
    [...marks, wrong(t('something else')), ...gapRuleLinks(reason, t)].join(', '),
  ];
}

function workCells(entry: WhyStretch, { why: { day }, rules, t }: RowContext): string[] {
  const { start, end } = entry;
  const isMachine = entry.rules.some((rule) => rule === 'machine' || rule === 'tool');
  return [
    whatOf(entry, t),
    spentText(end - start, t),
    [
      ...entry.rules.map((rule) => whyOf({ rule }, rules, t)),
      schemeOf(entry, t),
      mappingOf(entry, rules, t),
      connectionOf(entry, t),
      leisureOf(entry, t),
      partsOf(entry, t),
    ]
      .filter(Boolean)
      .map(escapeMarkdown)
      .join(' '),
    isMachine
      ? ''
      : [commandLink(t('This is wrong'), 'daymark.correctTime', { day, start, end }), ...ruleLinks(entry, t)].join(
          ', ',
        ),
  ];
}

/** Names what a user's rule could match, for everything except plain files. */
function schemeOf({ scheme }: WhyStretch, t: Translate): string {
  return scheme === undefined ? '' : t('Scheme: {0}.', scheme);
}

function mappingOf({ mapping }: WhyStretch, { projects = [] }: TimeRules, t: Translate): string {
  if (mapping === undefined) return '';
  return t('Project by rule {0} of `daymark.projects`: {1}', mapping + 1, JSON.stringify(projects[mapping] ?? {}));
}

/** The reason why a page counts for a project. */
function connectionOf({ connection }: WhyStretch, t: Translate): string {
  if (connection === undefined) return '';
  const reasons = {
    repository: () => t('The page names this repository, or an issue of this branch, so it counts for the project.'),
    between: () => t('The page was visited between two stretches of work in this project, so it counts for it.'),
    near: () => t('The page was visited within 30 minutes of work in this project, so it counts for it.'),
  };
  return reasons[connection]();
}

function leisureOf({ leisureBy }: WhyStretch, t: Translate): string {
  if (leisureBy === undefined) return '';
  return leisureBy === 'app'
    ? t('This application counts as leisure unless a rule of your categories says otherwise.')
    : t('This site counts as leisure unless a rule of your categories says otherwise.');
}

/** A link to the user's rule or project mapping that decided. */
function ruleLinks({ rules, mapping }: WhyStretch, t: Translate): string[] {
  return [
    ...(rules.some((rule) => rule.startsWith('user ')) ? [ownRulesLink(t)] : []),
    ...(mapping === undefined
      ? []
      : [commandLink(t('change your project rules'), 'daymark.changeTimeRules', { change: 'projects' })]),
  ];
}

function gapRuleLinks(reason: WhyGap['reason'], t: Translate): string[] {
  return isOfRule(reason) ? [ownRulesLink(t)] : [];
}

const ownRulesLink = (t: Translate): string =>
  commandLink(t('change your rule'), 'daymark.changeTimeRules', { change: 'rules' });

/** A duration (ms) in seconds below a minute, and above in minutes to the tenth, so that rows add up to the total. */
function spentText(ms: number, t: Translate): string {
  const inMinutes = (length: number): string => t('{0}m', Math.round((10 * length) / minuteMs) / 10);
  return exactDuration(ms, (seconds) => t('{0}s', seconds), inMinutes);
}

function whatOf({ kinds, project, file }: WhyStretch, t: Translate): string {
  const names = [project ? baseName(project) : undefined, file].filter((name) => name !== undefined);
  const doing = kinds.map((kind) => kindLabel(kind, t)).join(', ');
  return [`**${doing}**`, ...names.map(escapeMarkdown)].join(' · ');
}

/** The sentence of the rule that decided a stretch. */
export function whyOf({ rule }: Pick<WhyWork, 'rule'>, { userRules = [] }: TimeRules, t: Translate): string {
  if (rule === 'logged') return t('You logged it.');
  if (rule === 'machine') return t('It ran while you were away: machine time, never part of yours.');
  if (rule === 'tool') return t('A tool changed files while you were away: machine time, never part of yours.');
  if (rule.startsWith('correction ')) return t('You corrected it.');
  if (!rule.startsWith('user ')) return t(kindReasons[rule as keyof typeof kindReasons]);
  return userRuleText(rule, userRules, t);
}

function userRuleText(rule: string, userRules: TimeRules['userRules'] = [], t: Translate): string {
  const number = Number(rule.slice('user '.length));
  return t('Your rule {0}: {1}', number + 1, JSON.stringify(userRules[number] ?? {}));
}

function partsOf({ byBasis, signals }: WhyStretch, t: Translate): string {
  const parts = [
    signals > 0 ? counted(t, ['1 interaction', '{0} interactions'], [signals]) : '',
    byBasis.gap ? t('{0} of short pauses', spentText(byBasis.gap, t)) : '',
    byBasis.thinking ? t('{0} of longer pauses, thinking or reading', spentText(byBasis.thinking, t)) : '',
    byBasis.waiting ? t('{0} waiting for a run, a tool, or the window', spentText(byBasis.waiting, t)) : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? `(${parts.join(', ')})` : '';
}

function gapReason(reason: WhyGap['reason'], { userRules, thinkingLimitMs = 0 }: TimeRules, t: Translate): string {
  if (isOfRule(reason)) return escapeMarkdown(userRuleText(reason, userRules, t));
  const reasons = {
    idle: () => t('No activity for longer than the limit.'),
    elsewhere: () =>
      t('No activity, then you continued in another project. This counts as thinking only in the same project.'),
    seldom: () =>
      t(
        'No activity for longer than the thinking limit of {0} min. A pause of this length counts only if another one follows within half an hour.',
        thinkingLimitMs / minuteMs,
      ),
    excluded: () => t('You excluded it.'),
    break: () => t('You said that this was a break.'),
    paused: () => t('Tracking was paused.'),
  };
  return reasons[reason]();
}

const isOfRule = (reason: WhyGap['reason']): reason is `user ${number}` => reason.startsWith('user ');

/** A correction in words, for a list. */
export function correctionText(correction: Correction, t: Translate): string {
  const { start, end, offset } = correction;
  const range = `${clockTime(start, offset)}–${clockTime(end, offset)}`;
  if (correction.what === 'exclude') return t('{0}: excluded', range);
  const { kind, project } = correction;
  const names = [kind && kindLabel(kind, t), project && escapeMarkdown(project)].filter(Boolean).join(', ');
  return correction.what === 'mark' ? t('{0}: was {1}', range, names) : t('{0}: reassigned to {1}', range, names);
}
