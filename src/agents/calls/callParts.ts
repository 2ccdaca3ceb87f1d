import type { AgentTool } from '../tools.ts';

/** A part of a call. */
export type CallPart = 'start' | 'end' | 'file' | 'lines' | 'outcome';

/** Details of a call that the logs of a tool never have, or Daymark doesn't read there. */
export const partsNotLogged: Readonly<Record<AgentTool, readonly CallPart[]>> = {
  'claude-code': [],
  codex: [],
  'copilot-cli': [],
  opencode: [],
  gemini: ['end'],
  cline: ['end', 'lines', 'outcome'],
  'roo-code': ['end', 'lines', 'outcome'],
  cursor: ['end', 'lines'],
  'copilot-chat': ['start', 'end', 'file', 'lines', 'outcome'],
  aider: ['start', 'end', 'file', 'lines', 'outcome'],
};
