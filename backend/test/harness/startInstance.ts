import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server in a separate process. */
export interface Instance {
  readonly url: string;
  readonly child: ChildProcess;
}

const program = fileURLToPath(new URL('instance.ts', import.meta.url));

/** Starts a server with open registration on a free port, and without a limit of requests. */
export async function startInstance(databaseUrl: string): Promise<Instance> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, DATABASE_URL: databaseUrl, DAYMARK_BACKEND_PORT: '0', DAYMARK_BACKEND_REGISTRATION: 'open' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: line.toString().trim(), child };
}
