import type { AgentSession } from '../sessionRecords.ts';
import type { AgentTool } from '../tools.ts';

/** The recorded session whose calls are wanted. */
export interface CallsWanted {
  /** The id of its record. */
  readonly session: string;
  readonly tool: AgentTool;
  /** Its working folder; empty if it is not known. */
  readonly project: string;
  /** Its first prompt or call of a model, ms since the epoch. What is earlier in its log was copied from another session. */
  readonly from: number;
}

/**
 * Returns the range to read of a recorded session. It begins with its first prompt, or with the first call of a model where no prompt is known: some tools
 * write a call of a tool down before the call of the model that asked for it.
 */
export function callsWanted(session: string, { tool, project = '', start, byPrompt = [] }: AgentSession): CallsWanted {
  return { session, tool, project, from: Math.min(start, byPrompt[0]?.at ?? start) };
}
