import { provenances, severities } from '../../../core/facts/activity.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { formatDuration } from '../../../core/base/format.ts';
import type { ScoreComponent, ScoreComponentId } from '../../../core/views/views.ts';
import type { CauseCounts, ProblemCauseCounts } from '../../../core/facts/problemCauses.ts';
import type { Translate } from '../../../core/base/translate.ts';
import type { CountedRun } from '../../../analytics/why/turnarounds.ts';
import type { ExplainedDay } from '../../../analytics/why/explained.ts';
import { componentFacts, componentLabels } from '../../../core/views/labels.ts';
import { clockTime } from '../../../core/time/clockTime.ts';
import { escapeMarkdown } from '../../../core/base/markdown.ts';
import { provenanceLabel } from './provenanceLabel.ts';
import { counted } from '../../../core/base/counted.ts';

/** A component of the score, its weight, and the numbers behind it. */
export function componentLines({ id, value, weight, facts }: ScoreComponent, t: Translate): string[] {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const figure = value === null ? t('no data: it is left out of the score') : percent(value);
  const sentences = componentFacts(t)[id].map((sentence) =>
    sentence.replace(/\{(\w+)\}/g, (place, name: string) => {
      const fact = facts[name];
      if (fact === undefined) return place;
      return /minutes$/i.test(name) ? formatDuration(fact * minuteMs, t) : String(Math.round(fact * 10) / 10);
    }),
  );
  return [
    `**${t('{0}: {1}, with a weight of {2} in the score.', componentLabel(id, t), figure, percent(weight))}**`,
    ...(value === null ? [] : [escapeMarkdown(sentences.join(' '))]),
  ];
}

/** The name of a component, as the dashboard has it. */
export function componentLabel(id: ScoreComponentId, t: Translate): string {
  return componentLabels(t)[id];
}

/** Test runs with their counts. */
export function testLines(tests: readonly CountedRun[], t: Translate): string[] {
  if (tests.length === 0) return [];
  const lines = tests.map(({ name, start, offset, passed, failed, skipped }) => {
    const counts = t('{0} passed, {1} failed, {2} skipped', passed, failed, skipped);
    return `- ${clockTime(start, offset)} ${escapeMarkdown(name)}: ${counts}`;
  });
  return [`## ${t('Tests')}`, lines.join('\n')];
}

/** Lists which provenance introduced problems, and which fixed them. */
export function causeLines(causes: ProblemCauseCounts, t: Translate): string[] {
  const listed = (counts: CauseCounts['fixed']): string =>
    provenances.flatMap((name) => (counts[name] ? [`${counts[name]} ${provenanceLabel(name, t)}`] : [])).join(', ') ||
    t('none');
  const lines = severities.flatMap((severity) => {
    const { introduced, fixed } = causes[severity] ?? {};
    if (!introduced || !fixed) return [];
    const parts = [listed(introduced), listed(fixed)];
    return severity === 'error'
      ? [`- ${t('Errors introduced: {0}; fixed: {1}', ...parts)}`]
      : [`- ${t('Warnings introduced: {0}; fixed: {1}', ...parts)}`];
  });
  return lines.length === 0 ? [] : [`## ${t('Problems, by the change just before them')}`, lines.join('\n')];
}

/** Lists the median times that errors lasted and tasks stayed red. */
export function turnaroundLines({ fixes, greens }: Pick<ExplainedDay, 'fixes' | 'greens'>, t: Translate): string[] {
  const minutes = (ms: number): string => (ms / minuteMs).toFixed(1);
  const lines = [
    ...fixes.map(({ reporter, code, count, medianMs }) =>
      counted(
        t,
        ['{1}: fixed once, after {2} min', '{1}: fixed {0} times, after a median of {2} min'],
        [count, escapeMarkdown(`${reporter} ${code}`.trim()), minutes(medianMs)],
      ),
    ),
    ...greens.map(({ name, count, medianMs }) =>
      counted(
        t,
        ['{1}: turned green once, after {2} min', '{1}: turned green {0} times, after a median of {2} min'],
        [count, escapeMarkdown(name), minutes(medianMs)],
      ),
    ),
  ];
  return lines.length === 0 ? [] : [`## ${t('Fixed')}`, lines.map((line) => `- ${line}`).join('\n')];
}
