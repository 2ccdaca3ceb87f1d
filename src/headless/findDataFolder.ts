import { homedir } from 'node:os';
import path from 'node:path';
import { AppError } from '../core/base/appError.ts';
import { layoutOf } from '../storage/disk/layout.ts';
import { nodeFiles } from '../storage/disk/nodeFiles.ts';

/** Places to look in; default: this machine. */
export interface MachineEnvironment {
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const editors = ['Code', 'Code - Insiders', 'VSCodium', 'VSCodium - Insiders', 'code-oss-dev', 'Cursor', 'Windsurf'];
const servers = ['.vscode-server', '.vscode-server-insiders', '.vscodium-server', '.cursor-server'];
const extension = 'daymark.daymark';

/**
 * Finds Daymark's folder in the global storage of an editor: VS Code, its Insiders build, VSCodium, code-server, and editors based on VS
 * Code. Of several, returns the last written one.
 * @throws AppError `not-found` if there is none
 */
export function findDataFolder(
  place: MachineEnvironment = { home: homedir(), platform: process.platform, env: process.env },
): string {
  const found = candidates(place)
    .map((folder) => ({ folder, at: lastWritten(folder) }))
    .filter(({ at }) => at > 0)
    .toSorted((a, b) => b.at - a.at)[0];
  if (found) return found.folder;
  throw new AppError(
    'not-found',
    'No Daymark data was found. Open VS Code with Daymark once, or name the folder with --data or DAYMARK_DATA. "Daymark: Copy MCP Server Configuration…" in VS Code has it.',
  );
}

function candidates({ home, platform, env }: MachineEnvironment): string[] {
  const at = platform === 'win32' ? path.win32 : path.posix;
  const portable = env['VSCODE_PORTABLE'];
  const roots = editorRoots({ home, platform, env }).flatMap((root) => editors.map((editor) => at.join(root, editor)));
  const users = [
    ...(portable ? [at.join(portable, 'user-data')] : []),
    ...roots,
    at.join(env['XDG_DATA_HOME'] ?? at.join(home, '.local', 'share'), 'code-server'),
    ...servers.map((server) => at.join(home, server, 'data')),
  ];
  return users.map((user) => at.join(user, 'User', 'globalStorage', extension));
}

function editorRoots({ home, platform, env }: MachineEnvironment): string[] {
  if (platform === 'win32') return [env['APPDATA'] ?? path.win32.join(home, 'AppData', 'Roaming')];
  if (platform === 'darwin') return [path.posix.join(home, 'Library', 'Application Support')];
  return [env['XDG_CONFIG_HOME'] ?? path.posix.join(home, '.config')];
}

/** Returns when a folder was last written to, in ms since the epoch; 0 if it contains no data. */
function lastWritten(folder: string): number {
  const { file, journals } = layoutOf(folder);
  try {
    return Math.max(0, ...[file, journals].map((part) => nodeFiles.stat(part)?.modifiedAt ?? 0));
  } catch {
    return 0;
  }
}
