import { createHash } from 'node:crypto';
import type { AgentTool } from './tools.ts';

/** Returns the record's id of a session, by the tool's own id of it and its folder. */
export function sessionRecordId(tool: AgentTool, session: string, project: string): string {
  const key = JSON.stringify([session, project]);
  return `${tool}:${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}
