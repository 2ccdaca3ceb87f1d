import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { openHeadless } from '../headless/openHeadless.ts';
import type { StartOptions } from '../headless/startOptions.ts';
import { makeServer } from './makeServer.ts';
import { versionOf } from './version.ts';

/** Serves MCP over standard input and output until the input ends or the process is ended; then resolves. */
export async function serve({ headless: options, names }: StartOptions): Promise<void> {
  const headless = openHeadless(options);
  const version = versionOf();
  const handle = serveStdio(() => makeServer({ headless, names, version }), {
    onerror: (error) => console.error(`daymark: ${textOf(error)}`),
  });
  await new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve);
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  await handle.close();
  await headless.close();
}

/** In our words, since an SDK message may quote a client's input. */
function textOf({ name, message }: Error): string {
  return /buffer exceeded/i.test(message)
    ? 'A message of the client is longer than 10 MB, so the server ends. Send less at once. (invalid-input)'
    : name;
}
