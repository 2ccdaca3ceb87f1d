import type { Outgoing } from '../../ai/outgoing.ts';
import { formatDuration } from '../../core/base/format.ts';
import type { Translate } from '../../core/base/translate.ts';
import type { Digest, DigestFact } from '../../core/insights/digest.ts';
import type { Bottleneck } from '../../core/insights/insights.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { QueryResult } from '../../catalog/queries.ts';

/** Formats an answer as plain lines, each with the ids of its evidence. Used for the chat and for tools. */
export interface AnswerLine {
  readonly text: string;
  readonly evidence: readonly string[];
}

/** The context of an answer: the outgoing policy and the language. */
export interface ReplyContext {
  readonly outgoing: Outgoing;
  readonly t: Translate;
}

export function todayLines(today: QueryResult<'today.get'>, { outgoing, t }: ReplyContext): AnswerLine[] {
  const time = (minutes: number) => formatDuration(minutes * minuteMs, t);
  const { score } = today;
  const worked = time(today.minutes);
  const lines = [
    today.goalMinutes > 0
      ? t('{0} of work today, of a goal of {1}', worked, time(today.goalMinutes))
      : t('{0} of work today, a day without a goal', worked),
  ];
  if (score.value !== null) lines.push(t('Score: {0} of 100', score.value));
  for (const { name, minutes } of today.byProject.slice(0, 5)) {
    const visible = outgoing.name('project', name);
    if (visible !== undefined) lines.push(`${visible}: ${time(minutes)}`);
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

export function weekLines({ facts }: Digest, { outgoing, t }: ReplyContext): AnswerLine[] {
  const lines = facts
    .filter(({ topic }) => weekTopics.includes(topic))
    .map((fact) => ({ text: outgoing.fact(fact), evidence: [fact.id] }));
  return lines.length > 0 ? lines : [{ text: t('Nothing is measured yet.'), evidence: [] }];
}

export function whyLines(found: readonly Bottleneck[], { facts }: Digest, { outgoing, t }: ReplyContext): AnswerLine[] {
  if (found.length === 0) return [{ text: t('Nothing measured slows you down.'), evidence: [] }];
  const known = new Map(facts.map((fact) => [fact.id, fact]));
  return found.flatMap(({ description, frequency, evidence, flagged }) => {
    const text =
      flagged.length === 0
        ? `${description} (${frequency})`
        : t('{0} – not measured: {1}', description, flagged.join(', '));
    const rests = evidence.flatMap(({ id, text: sentence }) => {
      const fact = known.get(id);
      // The words of an older fact may have names that are not known any more.
      const visible = fact ? outgoing.fact(fact) : outgoing.isSecretive ? undefined : outgoing.sentence(sentence);
      return visible === undefined ? [] : [{ text: t('Evidence: {0}', visible), evidence: [id] }];
    });
    return [{ text: outgoing.sentence(text), evidence: evidence.map(({ id }) => id) }, ...rests];
  });
}

export function planLines(plan: QueryResult<'plan.get'>, { outgoing, t }: ReplyContext): AnswerLine[] {
  if ('plan' in plan) return [{ text: t('There is no plan for {0}.', plan.day), evidence: [] }];
  const { tasks, learning, reflection } = plan;
  for (const { title } of tasks) outgoing.learn('task', title);
  const lines = tasks.map(({ title, minutes, priority, done, evidence }) => {
    const name = outgoing.name('task', title) ?? t('A task');
    const text = `${done ? '☑' : '☐'} ${name} · ${formatDuration(minutes * minuteMs, t)} · ${priority}`;
    return { text, evidence: evidence.map(({ id }) => id) };
  });
  if (learning)
    lines.push({
      text: t('Learning: {0}', outgoing.sentence(learning.title)),
      evidence: learning.evidence.map(({ id }) => id),
    });
  if (reflection) lines.push({ text: t('Reflection: {0}', outgoing.sentence(reflection.question)), evidence: [] });
  return lines;
}
