import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import { AppError } from '../core/base/appError.ts';
import type { Conversation } from './conversation.ts';

/** A prompt: what to do, with the answers of some operations below it. */
interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly text: string;
  readonly operations: readonly (readonly [name: string, params: object])[];
}

const onlyFacts =
  'Use only what is in the data below. State no number that is not in it, and say so where something is not measured.';

const prompts: readonly Prompt[] = [
  {
    name: 'standup',
    title: 'Stand-up from facts',
    description: 'A short stand-up: what was done, what is next, and what is in the way.',
    text: `Write my stand-up in three short lists: done since the last working day, next, and blockers. Name tasks, commits, and pull requests rather than hours. ${onlyFacts}`,
    operations: [
      ['today.get', {}],
      ['plan.last', {}],
      ['plan.get', { day: 'today' }],
      ['activity.range', { days: 7, by: 'project' }],
    ],
  },
  {
    name: 'plan_my_day',
    title: 'Plan my day',
    description: 'A plan for today that fits the time there is, from the last plan and what was measured.',
    text: `Propose a plan for today: at most five tasks with minutes and a priority, the most important first. Carry over what is open. Compare with the time I really worked on recent days, and plan no more than that. Ask me before you save anything. ${onlyFacts}`,
    operations: [
      ['plan.get', { day: 'today' }],
      ['plan.last', {}],
      ['today.get', {}],
      ['activity.range', { days: 7, by: 'kind' }],
      ['patterns.get', { days: 30 }],
    ],
  },
  {
    name: 'week',
    title: 'Where did my week go?',
    description: 'Where the time of the last seven days went, and what stands out.',
    text: `Tell me where my last seven days went: by project and by kind of activity, the most first, then two or three things that stand out against the days before. Don't judge how much I worked. ${onlyFacts}`,
    operations: [
      ['activity.range', { days: 7, by: 'project' }],
      ['activity.range', { days: 7, by: 'kind' }],
      ['top.get', { days: 7 }],
      ['history.get', {}],
    ],
  },
];

/** Offers prompts that bring their facts along. */
export function offerPrompts(server: Server, conversation: Conversation): void {
  server.setRequestHandler('prompts/list', () => ({
    prompts: prompts.map(({ name, title, description }) => ({ name, title, description })),
  }));
  server.setRequestHandler('prompts/get', async ({ params: { name } }) => {
    const prompt = prompts.find((one) => one.name === name);
    if (!prompt)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `There is no prompt ${JSON.stringify(name.slice(0, 100))}.`,
      );
    const facts = await Promise.all(
      prompt.operations.map(async ([operation, params]) => {
        const answer = await conversation.ask(operation, params).catch((error: unknown) => {
          throw new AppError('internal', conversation.failure(error));
        });
        return `${operation} ${JSON.stringify(params)}:\n${JSON.stringify(answer)}`;
      }),
    );
    const text = [prompt.text, ...facts].join('\n\n');
    return { description: prompt.description, messages: [{ role: 'user', content: { type: 'text', text } }] };
  });
}
