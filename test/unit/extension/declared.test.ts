import assert from 'node:assert/strict';
import type * as vscodeApi from 'vscode';
import type { ExtensionContext } from 'vscode';
import { registerDeclared } from '../../../src/extension/declared.ts';
import type { WindowSession } from '../../../src/extension/session.ts';

type Registered = Record<string, (...args: unknown[]) => unknown>;

/** A VS Code that notes what is registered; editors built on it may lack the last two. */
function editor({ hasChat = true } = {}) {
  const commands: Registered = {};
  const tools: Record<string, Registered> = {};
  const participants: Registered = {};
  const ended: string[] = [];
  const endOf = (id: string) => ({ dispose: () => ended.push(id) });
  const api = {
    commands: { registerCommand: (id: string, run: Registered[string]) => ((commands[id] = run), endOf(id)) },
    ThemeIcon: class {},
    ...(hasChat && {
      chat: {
        createChatParticipant: (id: string, answer: Registered[string]) => ((participants[id] = answer), endOf(id)),
      },
      lm: { registerTool: (name: string, tool: Registered) => ((tools[name] = tool), endOf(name)) },
    }),
  };
  return { api: api as unknown as typeof vscodeApi, commands, tools, participants, ended };
}

const contributes = {
  commands: [{ command: 'daymark.pause' }, { command: 'daymark.health' }],
  languageModelTools: [{ name: 'daymark_today', tags: ['today.get'] }],
};
const context = { extension: { packageJSON: { contributes } } } as unknown as ExtensionContext;

describe('what VS Code may ask for at once', () => {
  it('is registered before the session is there, which answers it as soon as it is', async () => {
    const { api, commands, tools, participants } = editor();
    const { promise, resolve } = Promise.withResolvers<WindowSession>();
    registerDeclared(api, context, promise);
    assert.deepEqual(
      [Object.keys(commands), Object.keys(participants)],
      [['daymark.pause', 'daymark.health'], ['daymark.chat']],
    );
    const answers = Promise.all([
      commands['daymark.health']?.('page', 2),
      participants['daymark.chat']?.({ prompt: 'why' }, {}, 'stream'),
      tools['daymark_today']?.['prepareInvocation']?.({ input: 1 }),
      tools['daymark_today']?.['invoke']?.({ input: 1 }),
    ]);
    resolve({
      runCommand: async (id: string, args: readonly unknown[]) => ['ran', id, ...args],
      answerChat: async ({ prompt }: { prompt: string }, stream: unknown) => ['answered', prompt, stream],
      prepareTool: async (operation: string, input: unknown) => ['prepared', operation, input],
      invokeTool: async (operation: string, input: unknown) => ['invoked', operation, input],
    } as unknown as WindowSession);
    assert.deepEqual(await answers, [
      ['ran', 'daymark.health', 'page', 2],
      ['answered', 'why', 'stream'],
      ['prepared', 'today.get', 1],
      ['invoked', 'today.get', 1],
    ]);
  });

  it('is rejected with the error if the session could not be loaded', async () => {
    const { api, commands } = editor();
    registerDeclared(api, context, Promise.reject(new Error('a file is missing')));
    await assert.rejects(async () => commands['daymark.pause']?.(), /a file is missing/);
  });

  it('is taken back when the window closes', () => {
    const { api, ended } = editor();
    for (const one of registerDeclared(api, context, new Promise(() => undefined))) one.dispose();
    assert.deepEqual(ended.toSorted(), ['daymark.chat', 'daymark.health', 'daymark.pause', 'daymark_today']);
  });

  it('has commands alone in an editor without chat', () => {
    const { api, commands } = editor({ hasChat: false });
    assert.equal(registerDeclared(api, context, new Promise(() => undefined)).length, 2);
    assert.equal(Object.keys(commands).length, 2);
  });
});
