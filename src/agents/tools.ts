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
  'cursor',
  'copilot-chat',
] as const;
export type AgentTool = (typeof agentTools)[number];

/** Their names as their makers write them. */
export const toolNames: Readonly<Record<AgentTool, string>> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  gemini: 'Gemini CLI',
  opencode: 'OpenCode',
  'copilot-cli': 'GitHub Copilot CLI',
  cline: 'Cline',
  'roo-code': 'Roo Code',
  aider: 'Aider',
  cursor: 'Cursor',
  'copilot-chat': 'GitHub Copilot Chat',
};
