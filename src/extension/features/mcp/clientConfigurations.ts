import { shellQuoted } from '../../shellQuoted.ts';

/** Command that starts the server. */
export interface Program {
  /** Path of `daymark.cjs`. */
  readonly file: string;
  /** The data folder. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
}

/** Text to paste, and its place. */
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

/** The name of the token for clients that take it from their environment. */
const tokenVariable = 'DAYMARK_TOKEN';

/**
 * The configuration for each client to reach the server through the hub. None has a token: VS Code asks for it and keeps it, the others take
 * it from the environment variable `DAYMARK_TOKEN`.
 * @param url of the server, such as `http://127.0.0.1:38417/mcp`
 */
export function hubConfigurations(url: string, platform: NodeJS.Platform): readonly ClientConfiguration[] {
  const json = (value: object): string => JSON.stringify(value, undefined, 2);
  const bearer = (variable: string): { readonly Authorization: string } => ({ Authorization: `Bearer ${variable}` });
  const id = 'daymark-token';
  const input = { type: 'promptString', id, description: 'Daymark hub token', password: true };
  const header = shellQuoted(`Authorization: Bearer \${${tokenVariable}}`, platform);
  return [
    {
      client: 'Claude Code',
      place: 'a terminal',
      text: `claude mcp add --scope user --transport http daymark ${url} --header ${header}`,
    },
    {
      client: 'Codex',
      place: '~/.codex/config.toml',
      text: `[mcp_servers.daymark]\nurl = ${JSON.stringify(url)}\nbearer_token_env_var = "${tokenVariable}"\n`,
    },
    {
      client: 'Cursor',
      place: '~/.cursor/mcp.json',
      text: json({ mcpServers: { daymark: { url, headers: bearer(`\${env:${tokenVariable}}`) } } }),
    },
    {
      client: 'VS Code',
      place: 'mcp.json',
      text: json({ inputs: [input], servers: { daymark: { type: 'http', url, headers: bearer(`\${input:${id}}`) } } }),
    },
  ];
}

/** Basic strings of TOML are written as those of JSON. */
function tomlList(parts: readonly string[]): string {
  return `[${parts.map((part) => JSON.stringify(part)).join(', ')}]`;
}
