import { systemClock } from '../headless/systemClock.ts';
import type { McpOverHttp, McpOverHttpOptions } from '../headless/mcpOverHttp.ts';
import { openEndpoint } from './endpoint.ts';
import { versionOf } from './version.ts';

/** Makes the MCP server of a running hub. */
export function openInHub(options: McpOverHttpOptions): McpOverHttp {
  return openEndpoint({ ...options, clock: systemClock, version: versionOf() });
}
