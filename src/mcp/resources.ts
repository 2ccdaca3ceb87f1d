import { ResourceNotFoundError, type Server } from '@modelcontextprotocol/server';
import { AppError } from '../core/base/appError.ts';
import type { Conversation } from './conversation.ts';

/** A resource: an operation with its parameters, under a fixed address. */
interface FixedResource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly operation: string;
  readonly params: object;
}

const fixed: readonly FixedResource[] = [
  {
    uri: 'daymark://today',
    name: 'today',
    title: 'Today',
    description: "Today's time by project, language, and kind of activity, the score, and the measured facts.",
    operation: 'today.get',
    params: {},
  },
  {
    uri: 'daymark://plan',
    name: 'plan',
    title: "Today's plan",
    description: 'The tasks of the plan of today, and which of them are done.',
    operation: 'plan.get',
    params: { day: 'today' },
  },
  {
    uri: 'daymark://days',
    name: 'days',
    title: 'The last 30 days',
    description: 'Time per day of the last 30 days by kind of activity. Each day is at daymark://day/{date}.',
    operation: 'activity.range',
    params: { days: 30, by: 'kind' },
  },
];
const mimeType = 'application/json';
const dayAddress = /^daymark:\/\/day\/(\d{4}-\d{2}-\d{2})$/;

/** Offers today, the plan, the last days, and each day as resources. */
export function offerResources(server: Server, conversation: Conversation): void {
  server.setRequestHandler('resources/list', () => ({
    resources: fixed.map(({ uri, name, title, description }) => ({ uri, name, title, description, mimeType })),
  }));
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: [
      {
        uriTemplate: 'daymark://day/{date}',
        name: 'day',
        title: 'A day',
        description: 'A day in detail: its time, runs, commits, and score. The date is YYYY-MM-DD.',
        mimeType,
      },
    ],
  }));
  server.setRequestHandler('resources/read', async ({ params: { uri } }) => {
    const day = dayAddress.exec(uri)?.[1];
    const found = day === undefined ? fixed.find((one) => one.uri === uri) : { operation: 'day.get', params: { day } };
    if (!found) throw new ResourceNotFoundError(uri.slice(0, 200));
    const answer = await conversation.ask(found.operation, found.params).catch((error: unknown) => {
      throw new AppError('internal', conversation.failure(error));
    });
    return { contents: [{ uri, mimeType, text: JSON.stringify(answer) }] };
  });
}
