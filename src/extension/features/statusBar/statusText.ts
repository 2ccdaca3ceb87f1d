import { baseName } from '../../../core/base/baseName.ts';
import { languageName } from '../../../core/base/languageName.ts';
import { l10n, MarkdownString } from 'vscode';
import type { Figure } from '../../../core/views/figure.ts';
import { formatDuration } from '../../../core/base/format.ts';
import type { SensorHealth } from '../../../core/views/health.ts';
import type { Score, ScoreComponentId, Share } from '../../../core/views/views.ts';
import type { TodayTotal } from '../../today.ts';
import type { TrackingState } from '../../trackingControl.ts';
import { htmlLink, htmlText } from './tooltipHtml.ts';

/** Opens what a figure rests on. */
const whyCommand = 'daymark.explainDay';

export interface StatusInput {
  /** Undefined until the store was read for the first time. */
  readonly total: TodayTotal | undefined;
  readonly state: TrackingState;
  readonly sensors: readonly SensorHealth[];
  readonly now: number;
  /** A line for each goal that counts today. */
  readonly goals: readonly string[];
}

/** The text of the status bar with its icon, and the same in words for a screen reader. */
export function statusText({ total, state }: StatusInput): { text: string; label: string } {
  const time = total ? formatDuration(total.today.totalMs, l10n.t) : '';
  const score = total?.score.value ?? undefined;
  const demo = total?.demo ? l10n.t('demo data') : '';
  if (state !== 'on') {
    const paused = state === 'paused' ? l10n.t('Daymark paused') : l10n.t('Daymark paused everywhere');
    return { text: `$(debug-pause) ${paused}`, label: paused };
  }
  const parts = [score === undefined ? '' : String(score), time, demo].filter(Boolean);
  const words = [
    'Daymark',
    score === undefined ? l10n.t('no score yet') : l10n.t('score {0} of 100', score),
    time && l10n.t('{0} today', time),
    demo,
  ];
  return { text: `$(pulse) ${parts.join(' · ') || 'Daymark'}`, label: words.filter(Boolean).join(', ') };
}

/**
 * Components, today's time by project and language, what is tracked, and the commands. As HTML: to find the links of Markdown, VS Code parses it
 * in the extension host, for which its parser compiles 1.2 MB of expressions and code in 10 ms.
 */
export function statusTooltip(input: StatusInput): MarkdownString {
  const text = new MarkdownString(`${paragraphs(input).join('')}<hr><p>${commandLinks(input.state)}</p>`, true);
  text.supportHtml = true;
  text.isTrusted = { enabledCommands: [whyCommand, ...commands(input.state).map(([, command]) => command)] };
  return text;
}

/** Between two things in a line. */
const separator = ' &nbsp;·&nbsp; ';

function paragraphs(input: StatusInput): string[] {
  const { total, goals } = input;
  const all = total ? totalLines(total) : [htmlText(l10n.t('Today appears in a moment.'))];
  if (total?.demo) all.unshift(`$(beaker) <b>${htmlText(l10n.t('Demo data: made up, not yours.'))}</b>`);
  if (total && goals.length > 0) all.push(htmlText(`${l10n.t('Goals')}: ${goals.join(', ')}`));
  return [...all, trackedLine(input)].map((line) => `<p>${line}</p>`);
}

function totalLines({ today, score }: TodayTotal): string[] {
  const head = score.value === null ? l10n.t('No score yet') : l10n.t('Score {0}', score.value);
  const time = formatDuration(today.totalMs, l10n.t);
  // No work is expected on this weekday, so there is no goal to show.
  const goal =
    today.goalMs > 0
      ? l10n.t('{0} of {1} today', time, formatDuration(today.goalMs, l10n.t))
      : l10n.t('{0} today', time);
  const { day } = today;
  return [
    `<b>${htmlText(head)}</b> &nbsp; ${why(goal, { day })}`,
    componentLine(score, day),
    ...sharesLine({ title: l10n.t('Projects'), shares: today.byProject, nameOf: baseName }, (project) => ({
      day,
      project,
    })),
    ...sharesLine({ title: l10n.t('Languages'), shares: today.byLanguage, nameOf: languageName }, (language) => ({
      day,
      language,
    })),
  ];
}

/** A figure as a link to its account. */
function why(text: string, figure: Figure): string {
  return htmlLink(text, whyCommand, figure);
}

function componentLine({ components }: Score, day: string): string {
  return components
    .map(({ id, value }) =>
      why(`${componentName(id)} ${value === null ? '–' : Math.round(value * 100)}`, { day, component: id }),
    )
    .join(separator);
}

function componentName(id: ScoreComponentId): string {
  const names: Record<ScoreComponentId, string> = {
    focus: l10n.t('Focus'),
    flow: l10n.t('Flow'),
    progress: l10n.t('Progress'),
    quality: l10n.t('Quality'),
    steadiness: l10n.t('Steadiness'),
    collaboration: l10n.t('Collaboration'),
  };
  return names[id];
}

/** Longer lists than this are the dashboard's. */
const sharesAtMost = 4;

interface NamedShares {
  readonly title: string;
  readonly shares: readonly Share[];
  readonly nameOf: (name: string) => string;
}

/** @returns a line, or none without time */
function sharesLine({ title, shares, nameOf }: NamedShares, figureOf: (name: string) => Figure): string[] {
  if (shares.length === 0) return [];
  const links = shares
    .slice(0, sharesAtMost)
    .map(({ name, ms }) => why(`${nameOf(name)} ${formatDuration(ms, l10n.t)}`, figureOf(name)));
  return [`${htmlText(title)}: ${links.join(', ')}`];
}

function trackedLine({ state, sensors }: StatusInput): string {
  if (state !== 'on') return `$(debug-pause) ${htmlText(l10n.t('Paused: nothing is recorded.'))}`;
  const running = sensors.filter((sensor) => sensor.startedAt !== undefined && !sensor.error);
  const counts = l10n.t('Tracking {0} of {1} signals, kept on this machine', running.length, sensors.length);
  return `$(record-small) ${htmlText(counts)}`;
}

function commandLinks(state: TrackingState): string {
  return commands(state)
    .map(([title, command]) => htmlLink(title, command))
    .join(separator);
}

function commands(state: TrackingState): [string, string][] {
  return [
    [l10n.t('Dashboard'), 'daymark.showDashboard'],
    [l10n.t('Log Activity'), 'daymark.logActivity'],
    [l10n.t('Generate Plan'), 'daymark.generatePlan'],
    state === 'on' ? [l10n.t('Pause'), 'daymark.pause'] : [l10n.t('Resume'), 'daymark.resume'],
    [l10n.t('Health'), 'daymark.health'],
  ];
}
