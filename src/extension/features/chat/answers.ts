import { l10n } from 'vscode';
import { addDays, dayOf, minuteMs } from '../../../core/time/days.ts';
import type { Day } from '../../../core/time/days.ts';
import type { DigestFact } from '../../../core/insights/digest.ts';
import { formatDuration } from '../../../core/base/format.ts';
import { analysisByRules } from '../../../ai/analysis.ts';
import { readDigestNow, readKept } from '../../ai/analyses.ts';
import type { Services } from '../../services.ts';

/** An answer as plain lines, each with the ids of what it rests on. The same for a chat and for tools. */
export interface AnswerLine {
  readonly text: string;
  readonly evidence: readonly string[];
}

export type Topic = 'today' | 'week' | 'plan' | 'why';

/** Answers from the same queries as the dashboard; no model is asked. */
export function answer(services: Services, topic: Topic): Promise<AnswerLine[]> {
  const answers = { today: todayLines, week: weekLines, plan: () => planLines(services, 'today'), why: whyLines };
  return answers[topic](services);
}

async function todayLines(services: Services): Promise<AnswerLine[]> {
  const { today, score } = await services.read('dashboard', services.readOptions());
  const time = (ms: number) => formatDuration(ms, services.t);
  const worked = time(today.totalMs);
  const lines = [
    today.goalMs > 0
      ? l10n.t('{0} of work today, of a goal of {1}', worked, time(today.goalMs))
      : l10n.t('{0} of work today, a day without a goal', worked),
  ];
  if (score.value !== null) lines.push(l10n.t('Score: {0} of 100', score.value));
  for (const { name, ms } of today.byProject.slice(0, 5)) lines.push(`${name}: ${time(ms)}`);
  return lines.map((text) => ({ text, evidence: [`day:${today.day}`] }));
}

async function weekLines(services: Services): Promise<AnswerLine[]> {
  const { facts } = await readDigestNow(services);
  const told: readonly DigestFact['topic'][] = ['week', 'total', 'focus', 'switching', 'plan', 'estimate', 'project'];
  const lines = facts.filter(({ topic }) => told.includes(topic)).map(({ id, text }) => ({ text, evidence: [id] }));
  return lines.length > 0 ? lines : [{ text: l10n.t('Nothing is measured yet.'), evidence: [] }];
}

/** What slows the person down: the last analysis of today, else one by the built-in rules. */
async function whyLines(services: Services): Promise<AnswerLine[]> {
  const { clock, t } = services;
  const [digest, { analyses, judgements }] = await Promise.all([readDigestNow(services), readKept(services)]);
  const today = analyses.find(({ day }) => day === digest.to) ?? analysisByRules({ digest, judgements, clock, t });
  if (today.bottlenecks.length === 0) return [{ text: l10n.t('Nothing measured slows you down.'), evidence: [] }];
  return today.bottlenecks.flatMap(({ description, frequency, evidence, flagged }) => [
    {
      text:
        flagged.length === 0
          ? `${description} (${frequency})`
          : l10n.t('{0} – not measured: {1}', description, flagged.join(', ')),
      evidence: evidence.map(({ id }) => id),
    },
    ...evidence.map(({ id, text }) => ({ text: l10n.t('Evidence: {0}', text), evidence: [id] })),
  ]);
}

/** The plan of today or tomorrow. */
export async function planLines(services: Services, which: 'today' | 'tomorrow'): Promise<AnswerLine[]> {
  const day = dayNamed(services, which);
  const { plan, tasks } = await services.read('plan', { day });
  if (!plan) return [{ text: l10n.t('There is no plan for {0}.', day), evidence: [] }];
  const lines = tasks.map(({ title, minutes, priority, doneAt, evidence }) => ({
    text: `${doneAt === undefined ? '☐' : '☑'} ${title} · ${formatDuration(minutes * minuteMs, services.t)} · ${priority}`,
    evidence: evidence.map(({ id }) => id),
  }));
  const { learning, reflection } = plan;
  if (learning)
    lines.push({ text: l10n.t('Learning: {0}', learning.title), evidence: learning.evidence.map(({ id }) => id) });
  if (reflection) lines.push({ text: l10n.t('Reflection: {0}', reflection.question), evidence: [] });
  return lines;
}

/** Today or tomorrow, as a day. */
export function dayNamed({ clock, settings }: Services, which: 'today' | 'tomorrow'): Day {
  const now = clock.now();
  const today = dayOf(now, clock.utcOffset(now), settings.timeRules.dayStartsAt);
  return which === 'today' ? today : addDays(today, 1);
}
