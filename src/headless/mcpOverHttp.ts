import type { NameMode } from '../ai/aliases.ts';
import type { McpEndpoint } from '../hub/mcp/routes.ts';
import type { Headless } from './openHeadless.ts';

/** Data that the MCP server of a hub answers from. */
export interface McpOverHttpOptions {
  /** May write. */
  readonly headless: Headless;
  /** Reads the user's setting: what clients get instead of names. */
  readonly names: () => NameMode;
}

/** The MCP server over HTTP. */
export type McpOverHttp = McpEndpoint;

/** Loads and makes the MCP server of a hub. */
export type OpenMcpOverHttp = (options: McpOverHttpOptions) => Promise<McpOverHttp>;
