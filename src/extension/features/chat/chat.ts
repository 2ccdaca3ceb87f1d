import { chat as vsChat, Disposable, l10n, lm, ThemeIcon } from 'vscode';
import { escapeMarkdown } from '../../../core/base/markdown.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import type { Topic } from './answers.ts';

/** `@daymark` in the editor's chat, and tools for its agents; where the editor has them. */
export const chat: Feature = {
  id: 'chat',
  start: (services) =>
    Disposable.from(
      ...(isThere(vsChat) ? [participant(services)] : []),
      ...(isThere(lm) ? registerTools(services) : []),
    ),
};

/** Editors built on VS Code may lack what its types promise. */
const isThere = (api: unknown): boolean => api !== undefined;

const topics: readonly Topic[] = ['today', 'week', 'plan', 'why'];

function participant(services: Services): Disposable {
  const made = vsChat.createChatParticipant('daymark.chat', async ({ command, prompt }, _, stream) => {
    const topic = topics.find((one) => one === command) ?? topicOf(prompt);
    const { answer } = await import('./answers.ts');
    for (const { text } of await answer(services, topic)) stream.markdown(`- ${escapeMarkdown(text)}\n`);
    if (topic === 'plan') stream.button({ command: 'daymark.generatePlan', title: l10n.t('Generate Plan') });
    if (topic === 'why') stream.button({ command: 'daymark.analyzeNow', title: l10n.t('Analyze Now') });
  });
  made.iconPath = new ThemeIcon('dashboard');
  return made;
}

/** The tools; what they do is loaded when an agent uses one. */
function registerTools(services: Services): Disposable[] {
  const tools = () => import('./tools.ts');
  return [
    lm.registerTool('daymark_today', { invoke: async () => (await tools()).today(services) }),
    lm.registerTool<unknown>('daymark_plan', {
      invoke: async ({ input }) => (await tools()).plan(services, input),
    }),
    lm.registerTool<unknown>('daymark_log_activity', {
      prepareInvocation: async ({ input }) => (await tools()).confirmation(services, input),
      invoke: async ({ input }) => (await tools()).log(services, input),
    }),
  ];
}

/** Without a command: what the words are about, else today. */
function topicOf(prompt: string): Topic {
  if (/\bplan|tomorrow|todo|task/i.test(prompt)) return 'plan';
  if (/\bwhy|slow|bottleneck|problem|stuck/i.test(prompt)) return 'why';
  return /\bweek|usual|last days/i.test(prompt) ? 'week' : 'today';
}
