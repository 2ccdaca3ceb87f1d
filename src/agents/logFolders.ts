import path from 'node:path';
import type { AgentTool } from './tools.ts';

/** Places of the user's files. A plain object, so that it can be passed to a thread. */
export interface UserFolders {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders of editors' own data, such as `~/.config/Code/User`. */
  readonly editors: readonly string[];
}

/** The environment variables that move folders. */
const variables = [
  'APPDATA',
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
  'COPILOT_HOME',
  'GEMINI_DATA_DIR',
  'OPENCODE_DATA_DIR',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
] as const;

/** Returns where files are for a user with this home folder and environment. */
export function homeOf(folder: string, env: UserFolders['env'], platform: NodeJS.Platform): UserFolders {
  const own = Object.fromEntries(variables.map((name) => [name, env[name] || undefined]));
  return { folder, env: own, editors: editorFolders(folder, own, platform) };
}

/** Returns the folders with a tool's logs, by default or by its own environment variables. They may not exist. */
export function foldersOf(tool: AgentTool, { folder, env, editors }: UserFolders): readonly string[] {
  const inHome = (...parts: string[]): string => path.join(folder, ...parts);
  switch (tool) {
    case 'claude-code':
      return claudeFolders({ folder, env, editors }).map((root) => path.join(root, 'projects'));
    case 'codex':
      return (listedIn(env['CODEX_HOME']) ?? [inHome('.codex')]).flatMap((root) => [
        path.join(root, 'sessions'),
        path.join(root, 'archived_sessions'),
      ]);
    case 'gemini':
      return listedIn(env['GEMINI_DATA_DIR']) ?? [inHome('.gemini', 'tmp')];
    case 'opencode':
      return (
        listedIn(env['OPENCODE_DATA_DIR']) ?? [path.join(env['XDG_DATA_HOME'] ?? inHome('.local', 'share'), 'opencode')]
      );
    case 'copilot-cli':
      return (listedIn(env['COPILOT_HOME']) ?? [inHome('.copilot')]).map((root) => path.join(root, 'session-state'));
    case 'cline':
      return editors.map((root) => path.join(root, 'globalStorage', 'saoudrizwan.claude-dev', 'tasks'));
    case 'roo-code':
      return editors.map((root) => path.join(root, 'globalStorage', 'rooveterinaryinc.roo-cline', 'tasks'));
    case 'aider':
      return [inHome('.aider')];
    case 'cursor':
      return editors.filter((root) => /[\\/]\.?[Cc]ursor\b/.test(root)).map((root) => path.join(root, 'globalStorage'));
    case 'copilot-chat':
      return editors.flatMap((root) => [
        path.join(root, 'workspaceStorage'),
        path.join(root, 'globalStorage', 'emptyWindowChatSessions'),
      ]);
  }
}

/** Returns the folders of Claude Code's files. They may not exist. */
function claudeFolders({ folder, env }: UserFolders): readonly string[] {
  const config = env['XDG_CONFIG_HOME'] ?? path.join(folder, '.config');
  const roots = listedIn(env['CLAUDE_CONFIG_DIR']) ?? [path.join(config, 'claude'), path.join(folder, '.claude')];
  return roots.map((root) => (path.basename(root) === 'projects' ? path.dirname(root) : root));
}

/** Returns the folders with Claude Code's entries for running sessions. They may not exist. */
export function claudeRegistries(home: UserFolders): readonly string[] {
  return claudeFolders(home).map((root) => path.join(root, 'sessions'));
}

/** The settings of Claude Code that apply to all folders. The file need not exist. */
export function claudeSettings(home: UserFolders): string {
  const { CLAUDE_CONFIG_DIR: chosen } = home.env;
  return path.join(listedIn(chosen)?.[0] ?? path.join(home.folder, '.claude'), 'settings.json');
}

/** Paths in an environment variable, with commas between them. */
function listedIn(text: string | undefined): readonly string[] | undefined {
  return text
    ?.split(',')
    .map((one) => one.trim())
    .filter((one) => path.isAbsolute(one));
}

/** Folders of VS Code and its relatives, where extensions keep their data. */
function editorFolders(folder: string, env: UserFolders['env'], platform: NodeJS.Platform): readonly string[] {
  const names = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf'];
  const base =
    platform === 'win32'
      ? (env['APPDATA'] ?? path.join(folder, 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? path.join(folder, 'Library', 'Application Support')
        : (env['XDG_CONFIG_HOME'] ?? path.join(folder, '.config'));
  const servers = ['.vscode-server', '.vscode-server-insiders', '.cursor-server'];
  return [
    ...names.map((name) => path.join(base, name, 'User')),
    ...servers.map((name) => path.join(folder, name, 'data', 'User')),
  ];
}
