import { Server } from '@modelcontextprotocol/server';
import type { ModelGate } from '../headless/modelGate.ts';
import type { Headless } from '../headless/openHeadless.ts';
import { Conversation } from './conversation.ts';
import { offerPrompts } from './prompts.ts';
import { offerResources } from './resources.ts';
import { offerTools } from './tools.ts';

/** Form in which a model gets names. */
export type Names = Parameters<Headless['gate']>[0];

export interface ServerOptions {
  readonly headless: Headless;
  readonly names: Names;
  /** Daymark's. */
  readonly version: string;
  /** Kept for longer than this server, so that aliases are too. Default: a new one. */
  readonly gate?: ModelGate;
}

const about: Readonly<Record<Names, string>> = {
  real: '',
  aliased:
    ' Names are replaced by aliases such as project-1. An alias keeps its meaning during this conversation, and can be used in calls.',
  none: ' Names are left out.',
};

/** Makes an MCP server over Daymark's operations, for one conversation. */
export function makeServer({ headless, names, version, gate = headless.gate(names) }: ServerOptions): Server {
  const server = new Server(
    { name: 'daymark', title: 'Daymark', version },
    {
      capabilities: { tools: {}, resources: {}, prompts: {} },
      instructions: `Daymark measures the user's work in VS Code on this machine. State only numbers that its tools return.${about[names]}`,
    },
  );
  const conversation = new Conversation(headless, gate);
  offerTools(server, conversation);
  offerResources(server, conversation);
  offerPrompts(server, conversation);
  return server;
}
