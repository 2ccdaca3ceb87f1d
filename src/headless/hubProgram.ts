import path from 'node:path';
import { parseArgs } from 'node:util';
import { AppError, errorMessage } from '../core/base/appError.ts';
import { Pairing, withPort } from '../hub/browser/pairing.ts';
import { runningHub } from '../hub/discovery.ts';
import { startHub, watcherPort } from '../hub/hub.ts';
import { scopes, Tokens, type Scope } from '../hub/tokens.ts';
import { findDataFolder } from './findDataFolder.ts';
import { oneHub } from './oneHub.ts';
import { hubNames, hubPrivacy } from './hubPrivacy.ts';
import { hubStatusLines } from './hubStatusLines.ts';
import type { OpenMcpOverHttp } from './mcpOverHttp.ts';
import { openHubStore } from './openHubStore.ts';
import type { ProgramEnvironment } from './startOptions.ts';
import { systemClock as clock } from './systemClock.ts';

const usage = `Usage: daymark hub [--data FOLDER] [--port PORT] [--exclude GLOB]... [--watchers]
       daymark hub token create NAME [--scopes write,read,names]
       daymark hub token list
       daymark hub token revoke ID
       daymark hub pair
       daymark hub status [--json]

FOLDER is Daymark's data folder ("Daymark: Open Data Folder" in VS Code). Default: DAYMARK_DATA, or that of the editor that was used last.
--watchers lets ActivityWatch's watchers send without a token, on port 5600. See docs/hub.md.`;

const options = {
  data: { type: 'string' },
  port: { type: 'string' },
  watchers: { type: 'boolean' },
  exclude: { type: 'string', multiple: true },
  scopes: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

interface Command {
  readonly folder: string;
  readonly words: readonly string[];
  readonly values: {
    readonly port?: string;
    readonly exclude?: string[];
    readonly watchers?: boolean;
    readonly scopes?: string;
    readonly json?: boolean;
  };
}

/** The surroundings of the program, and what makes its MCP server when a client asks. */
export interface HubProgramEnvironment extends ProgramEnvironment {
  readonly openMcp: OpenMcpOverHttp;
}

/**
 * `daymark hub`: runs the hub until the process is ended, or manages its tokens.
 * @throws AppError `invalid-input` for a wrong command line; `not-allowed` when another hub runs on the folder
 */
export async function runHubProgram(argv: readonly string[], surroundings: HubProgramEnvironment): Promise<void> {
  const { values, positionals } = parsed(argv);
  if (values.help) return print(usage);
  const data = values.data ?? surroundings.env['DAYMARK_DATA'];
  const command = { folder: data ? path.resolve(data) : findDataFolder(), words: positionals, values };
  const [first, second] = positionals;
  if (first === undefined) return serve(command, surroundings);
  if (first === 'status') return status(command);
  if (first === 'pair') return pair(command.folder);
  if (first === 'token' && second !== undefined) return token(command);
  throw new AppError('invalid-input', usage);
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new AppError('invalid-input', `${errorMessage(error)}\n\n${usage}`);
  }
}

function status({ folder, values }: Command): void {
  const hub = runningHub(folder);
  if (values.json) return print(JSON.stringify(hub ?? null, undefined, 2));
  print(hub ? hubStatusLines(hub).join('\n') : 'No hub is running.');
}

function pair(folder: string): void {
  const { code } = new Pairing(folder, clock).create();
  const hub = runningHub(folder);
  print(
    `${hub ? withPort(code, hub.port) : code}\n\nEnter this code in the options of the browser companion within five minutes. It can be used once.`,
  );
}

function token({ folder, words: [, verb, name = ''], values }: Command): void {
  const tokens = new Tokens(folder);
  if (verb === 'list') {
    for (const one of tokens.list()) print(`${one.id}  ${one.scopes.join(',')}  ${one.name}`);
  } else if (verb === 'revoke') {
    tokens.revoke(name);
    print('Revoked.');
  } else if (verb === 'create') {
    const { token: created, secret } = tokens.create(name, scopesIn(values.scopes ?? 'write,read'), Date.now());
    print(`${secret}\n\nThis is token ${created.id} (${created.scopes.join(', ')}). It can't be shown again.`);
  } else throw new AppError('invalid-input', usage);
}

function scopesIn(text: string): Scope[] {
  return text.split(',').map((word) => {
    const scope = scopes.find((one) => one === word.trim());
    if (!scope) throw new AppError('invalid-input', `"${word}" is no scope. There are ${scopes.join(', ')}.`);
    return scope;
  });
}

async function serve({ folder, values }: Command, { bundles, openMcp }: HubProgramEnvironment): Promise<void> {
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536))
    throw new AppError('invalid-input', `${values.port} is not a valid port.`);
  const ended = await oneHub(folder, clock).ifFree(async ({ lost }) => {
    const wasmPath = path.join(bundles, 'sql-wasm.wasm');
    const store = openHubStore({ folder, wasmPath, privacy: () => hubPrivacy(folder, values.exclude ?? []) });
    const hub = await startHub({
      folder,
      clock,
      store,
      mcp: () => openMcp({ headless: store.headless, names: () => hubNames(folder) }),
      ...(port !== undefined && { ports: [port] }),
      ...(values.watchers && { watchers: watcherPort }),
    });
    print(`The Daymark hub answers on ${hub.url}. Press Ctrl+C to stop it.`);
    await stopOf(lost);
    await hub.close();
    await store.close();
    return true;
  });
  if (!ended) throw new AppError('not-allowed', alreadyRuns(folder));
}

/** Resolves when the user or the system stops this program, or another hub has taken over. */
function stopOf(lost: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    lost.addEventListener('abort', () => resolve());
  });
}

function alreadyRuns(folder: string): string {
  const other = runningHub(folder);
  const where = other ? ` on ${other.url} (process ${other.pid})` : '';
  return `A hub of this data folder already runs${where}. Stop it first, or turn off daymark.hub.enabled in VS Code.`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
