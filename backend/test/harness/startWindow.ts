import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that refreshes its token on request with the extension's own client, as a VS Code window does. */
export function startWindow(url: string, refreshToken: string) {
  const client = new URL('../../../src/integrations/backend/backendClient.ts', import.meta.url).href;
  const program = `const { BackendClient } = await import(${JSON.stringify(client)});
    process.stdin.once('data', async () => {
      const tokens = await new BackendClient(${JSON.stringify(url)}).refresh(${JSON.stringify(refreshToken)});
      process.stdout.write(tokens.refreshToken);
      process.exit();
    });
    process.stdout.write('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const next = async (): Promise<string> => {
    const [text] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [Buffer | number];
    if (!Buffer.isBuffer(text)) throw new Error(`The window ended: ${text}`);
    return text.toString();
  };
  return {
    ready: next(),
    refresh: (): Promise<string> => {
      child.stdin.write('now\n');
      return next();
    },
  };
}
