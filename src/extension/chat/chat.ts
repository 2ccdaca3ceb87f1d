import { l10n, type ChatRequest, type ChatResponseStream } from 'vscode';
import { escapeMarkdown } from '../../core/base/markdown.ts';
import type { Services } from '../services.ts';
import { addTaskLine } from '../taskLine.ts';
import { answer, type Topic } from './answers.ts';

const topics: readonly Topic[] = ['today', 'week', 'plan', 'why'];

/** `@daymark` in the editor's chat: adds a task, or answers about a topic. Rejects with what the answer's queries throw. */
export async function answerChat(
  services: Services,
  { command, prompt }: ChatRequest,
  stream: ChatResponseStream,
): Promise<void> {
  if (command === 'task') {
    stream.markdown(l10n.t('Task added: {0}', escapeMarkdown(await addTaskLine(services, prompt))));
    return;
  }
  const topic = topics.find((one) => one === command) ?? topicOf(prompt);
  for (const { text } of await answer(services, topic)) stream.markdown(`- ${escapeMarkdown(text)}\n`);
  if (topic === 'plan') stream.button({ command: 'daymark.generatePlan', title: l10n.t('Generate Plan') });
  if (topic === 'why') stream.button({ command: 'daymark.analyzeNow', title: l10n.t('Analyze Now') });
}

/** Without a command: the topic of the text, or today. */
function topicOf(prompt: string): Topic {
  if (/\bplan|tomorrow|todo|task/i.test(prompt)) return 'plan';
  if (/\bwhy|slow|bottleneck|problem|stuck/i.test(prompt)) return 'why';
  return /\bweek|usual|last days/i.test(prompt) ? 'week' : 'today';
}
