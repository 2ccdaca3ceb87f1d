import type { Outgoing } from '../../../ai/outgoing.ts';
import { formatDuration } from '../../../core/base/format.ts';
import type { Translate } from '../../../core/base/translate.ts';
import type { PlanFact, PlanTaskFact } from '../../../core/facts/facts.ts';
import type { Digest, DigestFact } from '../../../core/insights/digest.ts';
import type { Bottleneck } from '../../../core/insights/insights.ts';
import { minuteMs, type Day } from '../../../core/time/days.ts';
import type { Score, Today as TodayView } from '../../../core/views/views.ts';

/** An answer as plain lines, each with the ids of what it rests on. The same for a chat and for tools. */
export interface AnswerLine {
  readonly text: string;
  readonly evidence: readonly string[];
}

/** By what an answer is told: what may leave, and in which language. */
export interface Telling {
  readonly outgoing: Outgoing;
  readonly t: Translate;
}

interface Today {
  readonly today: TodayView;
  readonly score: Score;
}

/** What a tool tells of today. */
export function todayAnswer({ today, score }: Today, facts: readonly DigestFact[], outgoing: Outgoing): unknown {
  const shares = (list: readonly { name: string; ms: number }[]) =>
    list.map(({ name, ms }) => ({ name, minutes: Math.round(ms / minuteMs) }));
  return outgoing.answer({
    day: today.day,
    minutes: Math.round(today.totalMs / minuteMs),
    goalMinutes: Math.round(today.goalMs / minuteMs),
    byProject: shares(today.byProject),
    byLanguage: shares(today.byLanguage),
    byKind: shares(today.byKind),
    score: { value: score.value, components: score.components },
    lastDays: facts.slice(0, 20).map((fact) => ({ evidence: fact.id, text: outgoing.fact(fact) })),
  });
}

interface Planned {
  readonly day: Day;
  readonly plan?: PlanFact;
  readonly tasks: readonly PlanTaskFact[];
}

/** What a tool tells of a plan. */
export function planAnswer({ day, plan, tasks }: Planned, outgoing: Outgoing): unknown {
  if (!plan) return { day, plan: null };
  for (const { title } of tasks) outgoing.learn('task', title);
  const told = tasks.map(({ title, priority, minutes, doneAt, evidence }) => ({
    title,
    priority,
    minutes,
    done: doneAt !== undefined,
    evidence,
  }));
  const { provider, capacityMinutes, learning = null, reflection = null } = plan;
  return outgoing.answer({ day, provider, capacityMinutes, tasks: told, learning, reflection });
}

export function todayLines({ today, score }: Today, { outgoing, t }: Telling): AnswerLine[] {
  const time = (ms: number) => formatDuration(ms, t);
  const worked = time(today.totalMs);
  const lines = [
    today.goalMs > 0
      ? t('{0} of work today, of a goal of {1}', worked, time(today.goalMs))
      : t('{0} of work today, a day without a goal', worked),
  ];
  if (score.value !== null) lines.push(t('Score: {0} of 100', score.value));
  for (const { name, ms } of today.byProject.slice(0, 5)) {
    const told = outgoing.name('project', name);
    if (told !== undefined) lines.push(`${told}: ${time(ms)}`);
  }
  return lines.map((text) => ({ text, evidence: [`day:${today.day}`] }));
}

const weekTopics: readonly DigestFact['topic'][] = [
  'week',
  'total',
  'focus',
  'switching',
  'plan',
  'estimate',
  'project',
];

export function weekLines({ facts }: Digest, { outgoing, t }: Telling): AnswerLine[] {
  const lines = facts
    .filter(({ topic }) => weekTopics.includes(topic))
    .map((fact) => ({ text: outgoing.fact(fact), evidence: [fact.id] }));
  return lines.length > 0 ? lines : [{ text: t('Nothing is measured yet.'), evidence: [] }];
}

export function whyLines(found: readonly Bottleneck[], { facts }: Digest, { outgoing, t }: Telling): AnswerLine[] {
  if (found.length === 0) return [{ text: t('Nothing measured slows you down.'), evidence: [] }];
  const known = new Map(facts.map((fact) => [fact.id, fact]));
  return found.flatMap(({ description, frequency, evidence, flagged }) => {
    const text =
      flagged.length === 0
        ? `${description} (${frequency})`
        : t('{0} – not measured: {1}', description, flagged.join(', '));
    const rests = evidence.flatMap(({ id, text: said }) => {
      const fact = known.get(id);
      // The words of an older fact may have names that are not known any more.
      const told = fact ? outgoing.fact(fact) : outgoing.isSecretive ? undefined : outgoing.sentence(said);
      return told === undefined ? [] : [{ text: t('Evidence: {0}', told), evidence: [id] }];
    });
    return [{ text: outgoing.sentence(text), evidence: evidence.map(({ id }) => id) }, ...rests];
  });
}

export function planLines({ day, plan, tasks }: Planned, { outgoing, t }: Telling): AnswerLine[] {
  if (!plan) return [{ text: t('There is no plan for {0}.', day), evidence: [] }];
  for (const { title } of tasks) outgoing.learn('task', title);
  const lines = tasks.map(({ title, minutes, priority, doneAt, evidence }) => {
    const name = outgoing.name('task', title) ?? t('A task');
    const text = `${doneAt === undefined ? '☐' : '☑'} ${name} · ${formatDuration(minutes * minuteMs, t)} · ${priority}`;
    return { text, evidence: evidence.map(({ id }) => id) };
  });
  const { learning, reflection } = plan;
  if (learning)
    lines.push({
      text: t('Learning: {0}', outgoing.sentence(learning.title)),
      evidence: learning.evidence.map(({ id }) => id),
    });
  if (reflection) lines.push({ text: t('Reflection: {0}', outgoing.sentence(reflection.question)), evidence: [] });
  return lines;
}
