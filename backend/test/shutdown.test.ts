import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { database } from './harness/testServer.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

describe('the process of the server', () => {
  it('answers what is under way at SIGTERM, stops its PostgreSQL, and ends with 0, also when nobody reads its output', async function () {
    this.timeout(90_000);
    const folder = path.join(database.folder, 'stopped');
    mkdirSync(folder);
    const child = spawn(process.execPath, [main], {
      env: {
        PATH: process.env['PATH'],
        DAYMARK_BACKEND_FOLDER: folder,
        DAYMARK_BACKEND_PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    child.stdout.resume();
    const exited = once(child, 'exit');
    const until = async (isThere: () => boolean): Promise<void> => {
      while (!isThere()) {
        if (child.exitCode !== null) assert.fail(said);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    try {
      await until(() => said.includes('make the first account'));
      const url = new URL(/listening at (\S+)/.exec(said)?.[1] ?? assert.fail(said));
      const socket = connect(Number(url.port), url.hostname);
      await once(socket, 'connect');
      const body = JSON.stringify({ email: 'slow@example.com', password: 'correct horse battery' });
      const head = `POST /api/v1/auth/login HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
      // The server asks for the body, so it has begun with the request.
      socket.write(`${head}Expect: 100-continue\r\n\r\n`);
      const [begun] = (await once(socket, 'data')) as [Buffer];
      assert.match(begun.toString(), /^HTTP\/1.1 100/);
      // As a terminal that was closed.
      child.stderr.destroy();
      child.stdout.destroy();
      child.kill('SIGTERM');
      const isGone = (): Promise<boolean> =>
        fetch(`${url.origin}/health/live`).then(
          () => false,
          () => true,
        );
      while (!(await isGone())) await new Promise((resolve) => setTimeout(resolve, 20));
      // A second one changes nothing.
      child.kill('SIGTERM');
      socket.write(body);
      const ended = exited.then(() => assert.fail('it ended too early'));
      const [answer] = (await Promise.race([once(socket, 'data'), ended])) as [Buffer];
      ended.catch(() => undefined);
      assert.match(answer.toString(), /^HTTP\/1.1 401/);
      assert.deepEqual(await exited, [0, null], said);
    } finally {
      child.kill('SIGKILL');
    }
    assert.match(readFileSync(path.join(folder, 'postgres.log'), 'utf8'), /database system is shut down/);
    assert.ok(!existsSync(path.join(folder, 'data', 'postmaster.pid')));
  });
});
