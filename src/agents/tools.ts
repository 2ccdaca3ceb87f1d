/** The AI tools whose logs Daymark can read, by id. */
export const agentTools = [
  'claude-code',
  'codex',
  'gemini',
  'opencode',
  'copilot-cli',
  'cline',
  'roo-code',
  'aider',
] as const;
export type AgentTool = (typeof agentTools)[number];
