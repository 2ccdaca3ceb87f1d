import { shellQuoted } from '../../shellQuoted.ts';

/** How to start the server. */
export interface Program {
  /** Path of `daymark.cjs`. */
  readonly file: string;
  /** The data folder. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
}

/** What to paste, and where. */
export interface ClientConfiguration {
  readonly client: string;
  /** The file it belongs in. */
  readonly place: string;
  readonly text: string;
}

/** The server's configuration for each client, without names in the clear and without write access. */
export function clientConfigurations({ file, folder, platform }: Program): readonly ClientConfiguration[] {
  const command = 'node';
  const args = [file, 'mcp', '--data', folder];
  const json = (value: object): string => JSON.stringify(value, undefined, 2);
  const line = [command, ...args].map((part) => shellQuoted(part, platform)).join(' ');
  return [
    { client: 'Claude Code', place: 'a terminal', text: `claude mcp add --scope user daymark -- ${line}` },
    {
      client: 'Codex',
      place: '~/.codex/config.toml',
      text: `[mcp_servers.daymark]\ncommand = ${JSON.stringify(command)}\nargs = ${tomlList(args)}\n`,
    },
    { client: 'Cursor', place: '~/.cursor/mcp.json', text: json({ mcpServers: { daymark: { command, args } } }) },
    {
      client: 'VS Code',
      place: 'mcp.json',
      text: json({ servers: { daymark: { type: 'stdio', command, args } } }),
    },
    { client: 'JSON', place: '', text: json({ mcpServers: { daymark: { command, args } } }) },
  ];
}

/** Basic strings of TOML are written as those of JSON. */
function tomlList(parts: readonly string[]): string {
  return `[${parts.map((part) => JSON.stringify(part)).join(', ')}]`;
}
