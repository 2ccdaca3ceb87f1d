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
  const chatParticipant = vsChat.createChatParticipant('daymark.chat', async ({ command, prompt }, _, stream) => {
    if (command === 'task') {
      const { addTaskLine } = await import('../../taskLine.ts');
      stream.markdown(l10n.t('Task added: {0}', escapeMarkdown(await addTaskLine(services, prompt))));
      return;
    }
    const topic = topics.find((one) => one === command) ?? topicOf(prompt);
    const { answer } = await import('./answers.ts');
    for (const { text } of await answer(services, topic)) stream.markdown(`- ${escapeMarkdown(text)}\n`);
    if (topic === 'plan') stream.button({ command: 'daymark.generatePlan', title: l10n.t('Generate Plan') });
    if (topic === 'why') stream.button({ command: 'daymark.analyzeNow', title: l10n.t('Analyze Now') });
  });
  chatParticipant.iconPath = new ThemeIcon('dashboard');
  return chatParticipant;
}

/** A tool as declared in package.json: `npm run operations -- --write` writes it from the operation, whose name is its tag. */
interface DeclaredTool {
  readonly name: string;
  readonly tags: readonly string[];
}

/** Registers what package.json declares; what runs it is loaded when an agent uses a tool. */
function registerTools(services: Services): Disposable[] {
  const manifest = services.context.extension.packageJSON as {
    readonly contributes: { readonly languageModelTools: readonly DeclaredTool[] };
  };
  const tools = () => import('./tools.ts');
  return manifest.contributes.languageModelTools.map(({ name, tags: [operation = ''] }) =>
    lm.registerTool<unknown>(name, {
      prepareInvocation: async ({ input }) => (await tools()).prepare(services, operation, input),
      invoke: async ({ input }) => (await tools()).invoke(services, operation, input),
    }),
  );
}

/** Without a command: the topic of the text, or today. */
function topicOf(prompt: string): Topic {
  if (/\bplan|tomorrow|todo|task/i.test(prompt)) return 'plan';
  if (/\bwhy|slow|bottleneck|problem|stuck/i.test(prompt)) return 'why';
  return /\bweek|usual|last days/i.test(prompt) ? 'week' : 'today';
}
