import { analysisByRules } from '../../ai/analysis.ts';
import type { Digest } from '../../core/insights/digest.ts';
import { readDigestNow, readKept } from '../ai/analyses.ts';
import { outgoingOf } from '../ai/outgoing.ts';
import type { Services } from '../services.ts';
import { planLines, todayLines, weekLines, whyLines, type AnswerLine, type ReplyContext } from './answerLines.ts';

export type Topic = 'today' | 'week' | 'plan' | 'why';

interface ChatQuestion {
  readonly topic: Topic;
  readonly digest: Digest;
  readonly telling: ReplyContext;
}

/**
 * Answers from the same queries as the dashboard; no model is called. Names follow the policy for models, since chat text is passed to the
 * models in the chat.
 */
export async function answer(services: Services, topic: Topic): Promise<AnswerLine[]> {
  const { t } = services;
  const digest = await readDigestNow(services);
  const outgoing = await outgoingOf(services, digest.facts);
  const lines = await linesOf(services, { topic, digest, telling: { outgoing, t } });
  if (!outgoing.isSecretive) return lines;
  const note = t('A model may read this chat, so names follow the setting daymark.ai.names.');
  return [...lines, { text: note, evidence: [] }];
}

async function linesOf(services: Services, { topic, digest, telling }: ChatQuestion): Promise<AnswerLine[]> {
  const { t, clock } = services;
  switch (topic) {
    case 'today':
      return todayLines(await services.read('today.get', {}), telling);
    case 'week':
      return weekLines(digest, telling);
    case 'plan':
      return planLines(await services.read('plan.get', { day: 'today' }), telling);
    case 'why': {
      // Describes what slows the person down: today's last analysis, or one by the built-in rules.
      const { analyses, judgements } = await readKept(services);
      const today = analyses.find(({ day }) => day === digest.to) ?? analysisByRules({ digest, judgements, clock, t });
      return whyLines(today.bottlenecks, digest, telling);
    }
  }
}
