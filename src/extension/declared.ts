import type * as vscodeApi from 'vscode';
import type { Disposable, ExtensionContext } from 'vscode';
import type { WindowSession } from './session.ts';

type VsCode = typeof vscodeApi;

/** A tool as declared in package.json: `npm run operations -- --write` writes it from the operation, whose name is its tag. */
interface DeclaredTool {
  readonly name: string;
  readonly tags: readonly string[];
}

/** The part of package.json that is registered here. */
interface Contributions {
  readonly commands: readonly { readonly command: string }[];
  readonly languageModelTools: readonly DeclaredTool[];
}

/**
 * Registers what VS Code may ask for as soon as Daymark is active: every command, `@daymark` in the chat, and the tools of agents. Each
 * waits for the session that answers.
 * @param vscode its API, which can't be imported: the data worker loads this file too, and has none
 */
export function registerDeclared(
  vscode: VsCode,
  context: ExtensionContext,
  session: Promise<WindowSession>,
): Disposable[] {
  const { contributes } = context.extension.packageJSON as { readonly contributes: Contributions };
  const commands = contributes.commands.map(({ command }) =>
    vscode.commands.registerCommand(command, async (...args) => (await session).runCommand(command, args)),
  );
  // Editors built on VS Code may lack what its types promise.
  const chat = isThere(vscode.chat) ? [registerParticipant(vscode, session)] : [];
  const tools = isThere(vscode.lm)
    ? contributes.languageModelTools.map((tool) => registerTool(vscode, tool, session))
    : [];
  return [...commands, ...chat, ...tools];
}

const isThere = (api: unknown): boolean => api !== undefined;

function registerParticipant({ chat, ThemeIcon }: VsCode, session: Promise<WindowSession>): Disposable {
  const participant = chat.createChatParticipant('daymark.chat', async (request, _, stream) =>
    (await session).answerChat(request, stream),
  );
  participant.iconPath = new ThemeIcon('dashboard');
  return participant;
}

function registerTool({ lm }: VsCode, { name, tags: [operation = ''] }: DeclaredTool, session: Promise<WindowSession>) {
  return lm.registerTool<unknown>(name, {
    prepareInvocation: async ({ input }) => (await session).prepareTool(operation, input),
    invoke: async ({ input }) => (await session).invokeTool(operation, input),
  });
}
