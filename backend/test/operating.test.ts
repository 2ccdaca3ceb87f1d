import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { readConfig } from '../src/config.ts';
import { startEmbedded } from '../src/embedded/embedded.ts';
import { signIn, signUp } from './harness/client.ts';
import { batchOf, share } from './harness/organization.ts';
import { buildWeb } from '../../scripts/lib/webBundle.ts';
import { database, startTestServer } from './harness/testServer.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const deploy = path.join(project, 'backend', 'deploy');
const read = (name: string): string => readFileSync(path.join(deploy, name), 'utf8');
const token = 'a-token-of-the-operator';

describe('metrics', () => {
  it('count requests, time, ingest, and connections, without anything that a client chose', async () => {
    const server = await startTestServer({ registration: 'open', metricsToken: token });
    try {
      const person = await signUp(server.client());
      await share(person, batchOf('2026-11-02', 60));
      await fetch(`${server.url}/guess-${person.id}`, { method: 'PROPFIND' });
      const text = await (
        await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
      ).text();
      assert.match(
        text,
        /^daymark_request_seconds_count\{method="POST",route="\/activities\/batches",status="202"\} 1$/m,
      );
      assert.match(text, /^daymark_request_seconds_count\{method="any",route="none",status="404"\} 1$/m);
      assert.match(text, /^daymark_shared_activities_total 1$/m);
      assert.match(text, /^daymark_upkeep_total\{result="done"\} 1$/m);
      assert.match(text, /^daymark_connections\{state="idle"\} [1-5]$/m);
      for (const secret of [person.id, person.email, 'PROPFIND', 'guess']) assert.ok(!text.includes(secret), secret);
    } finally {
      await server.stop();
    }
  });

  it('are for who has the token, or for this machine where there is none', async () => {
    const status = async (changed: Parameters<typeof startTestServer>[0], headers: Record<string, string> = {}) => {
      const server = await startTestServer(changed);
      try {
        return (await fetch(`http://127.0.0.1:${changed?.port ?? new URL(server.url).port}/metrics`, { headers }))
          .status;
      } finally {
        await server.stop();
      }
    };
    assert.equal(await status({ metricsToken: token }), 401);
    assert.equal(await status({ metricsToken: token }, { authorization: `Bearer ${token}x` }), 401);
    assert.equal(await status({}), 200);
    // Behind a proxy everybody seems to come from this machine.
    assert.equal(await status({ proxies: 1 }), 404);
    assert.equal(await status({ publicUrl: 'https://daymark.example', port: await freePort() }), 404);
  });

  it('are those that the Grafana dashboard shows', async () => {
    const server = await startTestServer({});
    try {
      const person = await (await fetch(`${server.url}/metrics`)).text();
      const dashboard = JSON.parse(read('grafana.json')) as { panels: { targets: { expr: string }[] }[] };
      const shown = dashboard.panels.flatMap(({ targets }) =>
        targets.flatMap(({ expr }) => expr.match(/\b(?:daymark|process|nodejs)_\w+/g) ?? []),
      );
      assert.ok(shown.length > 10);
      const known = new Set(
        [...person.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
          type === 'histogram' ? [`${name}_count`, `${name}_bucket`] : [name],
        ),
      );
      for (const name of shown) assert.ok(known.has(name), name);
    } finally {
      await server.stop();
    }
  });
});

describe('a backup', () => {
  it('of the folder of the embedded database restores everything', async function () {
    this.timeout(60_000);
    const folder = path.join(database.folder, 'backed-up');
    mkdirSync(folder);
    const first = await startEmbedded(folder);
    const server = await startTestServer({ registration: 'open' }, first.url);
    const person = await signUp(server.client());
    await share(person, batchOf('2026-11-02', 60));
    await server.stop();
    await first.stop();
    const copy = path.join(database.folder, 'restored');
    assert.equal(spawnSync('cp', ['-a', folder, copy]).status, 0);
    rmSync(folder, { recursive: true });
    const second = await startEmbedded(copy);
    const restored = await startTestServer({ registration: 'open' }, second.url);
    const again = await signIn(restored.client(), person.email);
    const seen = await again.client.ok<{ totalSeconds: number }>('GET', '/dashboard?from=2026-11-01&to=2026-11-30');
    assert.equal(seen.totalSeconds, 60);
    await restored.stop();
    await second.stop();
  });

  it('by pg_dump restores everything, months included', async function () {
    const { rows } = await database.query('show server_version_num');
    const server = Math.floor(Number(rows[0]?.['server_version_num']) / 10_000);
    const [, dumps = '0'] = /(\d+)/.exec(spawnSync('pg_dump', ['--version'], { encoding: 'utf8' }).stdout ?? '') ?? [];
    // It can't read a newer server. The embedded one has no pg_dump.
    if (Number(dumps) < server) this.skip();
    const source = await startTestServer({ registration: 'open' });
    const person = await signUp(source.client());
    await share(person, batchOf('2026-11-02', 60));
    await source.stop();
    const target = await database.create();
    const dump = spawnSync('pg_dump', ['--format=custom', source.databaseUrl], { maxBuffer: 100_000_000 });
    assert.equal(dump.status, 0, dump.stderr.toString());
    const restore = spawnSync('pg_restore', ['--no-owner', '--exit-on-error', '--dbname', target], {
      input: dump.stdout,
    });
    assert.equal(restore.status, 0, restore.stderr.toString());
    const restored = await startTestServer({ registration: 'open' }, target);
    const again = await signIn(restored.client(), person.email);
    await share(again, batchOf('2026-11-03', 30));
    const seen = await again.client.ok<{ totalSeconds: number }>('GET', '/dashboard?from=2026-11-01&to=2026-11-30');
    assert.equal(seen.totalSeconds, 90);
    await restored.stop();
  });
});

describe('the container', () => {
  const stages = read('Dockerfile')
    .replaceAll('\\\n', ' ')
    .split(/^(?=FROM )/m)
    .map((stage) => stage.split('\n'));
  /** The last stage is the image. */
  const lines = stages.at(-1) ?? [];
  const found = (name: string, within: readonly string[]): string[] =>
    within.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const instructions = (name: string): string[] => found(name, lines);
  const variables = Object.fromEntries(
    instructions('ENV').flatMap((line) => line.split(/\s+/).map((one) => one.split('=') as [string, string])),
  );

  it('has every file that the server needs, and starts and stops as Docker does it', async function () {
    this.timeout(60_000);
    const image = mkdtempSync(path.join(database.folder, 'image-'));
    await buildWeb();
    for (const line of instructions('COPY')) {
      // The data of an earlier stage is made here.
      const parts = line.replace('--from=web /app/', '').split(/\s+/);
      const target = parts.pop() ?? '';
      for (const source of parts) {
        const isInto = target.endsWith('/');
        cpSync(path.join(project, source), path.join(image, target, isInto ? path.basename(source) : ''), {
          recursive: true,
        });
      }
    }
    symlinkSync(path.join(project, 'backend', 'node_modules'), path.join(image, 'backend', 'node_modules'));
    const [, to = '', from = ''] = /ln -s (\S+) (\S+)/.exec(lines.join('\n')) ?? [];
    symlinkSync(path.join(image, to), path.join(image, from));
    const url = await database.create();
    const port = await freePort();
    const [program = '', ...args] = JSON.parse(instructions('CMD').at(-1) ?? '[]') as string[];
    const child = spawn(program === 'node' ? process.execPath : program, args, {
      cwd: image,
      env: {
        ...variables,
        PATH: process.env['PATH'],
        DATABASE_URL: url,
        DAYMARK_BACKEND_PORT: String(port),
        DAYMARK_BACKEND_URL: 'https://daymark.example',
        DAYMARK_BACKEND_PROXIES: '1',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    const exited = once(child, 'exit');
    const check = instructions('HEALTHCHECK')[0]?.replace(/^.*?CMD /, '') ?? '[]';
    const [, ...checkArgs] = JSON.parse(check) as string[];
    const isHealthy = (): boolean =>
      spawnSync(process.execPath, checkArgs, { env: { DAYMARK_BACKEND_PORT: String(port) } }).status === 0;
    while (!said.includes('make the first account')) {
      if (child.exitCode !== null) assert.fail(said);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.ok(isHealthy());
    child.kill('SIGTERM');
    assert.deepEqual(await exited, [0, null], said);
    assert.ok(!isHealthy());
  });

  it('ignores everything but what it copies', () => {
    const kept = read('Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = stages
      .flatMap((stage) => found('COPY', stage))
      .filter((line) => !line.startsWith('--from='))
      .flatMap((line) => line.split(/\s+/).slice(0, -1));
    const all = new Set(copied);
    const isWithin = (name: string): boolean => [...all].some((folder) => name.startsWith(`${folder}/`));
    assert.deepEqual(kept.sort(), [...all].filter((name) => !isWithin(name)).sort());
  });

  it('is configured by the compose file as the server takes it', () => {
    const { services } = parse(read('compose.yaml')) as {
      services: Record<
        string,
        { environment: Record<string, string>; build?: { context: string; dockerfile: string } }
      >;
    };
    const given: Record<string, string> = {
      POSTGRES_PASSWORD: 'abc123',
      DAYMARK_BACKEND_URL: 'https://daymark.example',
    };
    const filled = Object.entries(services['backend']?.environment ?? {}).map(([name, text]) => [
      name,
      text.replaceAll(/\$\{(\w+)[^}]*\}/g, (_all, of: string) => given[of] ?? ''),
    ]);
    const config = readConfig({ ...variables, ...(Object.fromEntries(filled) as Record<string, string>) });
    assert.equal(config.databaseUrl, 'postgres://daymark:abc123@database/daymark');
    assert.equal(config.publicUrl, 'https://daymark.example');
    const build = services['backend']?.build;
    assert.equal(path.resolve(deploy, build?.context ?? ''), path.resolve(project));
    assert.equal(path.resolve(project, build?.dockerfile ?? ''), path.join(deploy, 'Dockerfile'));
  });

  it('is a compose file that Docker takes', function () {
    if (spawnSync('docker', ['compose', 'version']).status !== 0) this.skip();
    const file = path.join(deploy, 'compose.yaml');
    const env = { ...process.env, POSTGRES_PASSWORD: 'x', DAYMARK_BACKEND_URL: 'https://daymark.example' };
    const { status, stderr } = spawnSync('docker', ['compose', '-f', file, 'config', '--quiet'], {
      env,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
