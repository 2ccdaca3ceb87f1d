import { type ChildProcess, fork, spawn } from 'node:child_process';
import fs from 'node:fs';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/headless/systemClock.ts';
import { Tokens } from '../../src/hub/tokens.ts';
import { openStore } from '../../src/storage/openStore.ts';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../src/storage/vault/vault.ts';

// npm run bench:hub [-- --clients 50] [--rate 1000] [--seconds 5] [--json]: how much the hub takes from many editors at once. Real clients
// send in bulk; here each request has five heartbeats, and one in ten requests is repeated, as after a timeout.
const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '50' },
    rate: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});
const [clients, rate, seconds] = [Number(values.clients), Number(values.rate), Number(values.seconds)];
const perRequest = 5;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daymark-bench-'));
try {
  const figures = await measure();
  console.log(
    values.json
      ? JSON.stringify(figures)
      : Object.entries(figures)
          .map((pair) => pair.join('\t'))
          .join('\n'),
  );
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

async function measure() {
  const tokens = new Tokens(folder);
  const keys = Array.from({ length: clients }, (_, i) => tokens.create(`client ${i}`, ['write'], 0).secret);
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'hubHost.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const idle = fork(path.join(import.meta.dirname, 'idle.ts'));
  const port = await new Promise<number>((resolve) => child.once('message', (message) => resolve(Number(message))));
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const started = Date.now();
  const sent = await Promise.all(keys.map((key, client) => sendAll({ port, key, client, agent, started })));
  agent.destroy();
  const [own, idleMs] = await Promise.all([stop<HubReadings>(child), stop<number>(idle)]);
  const times = sent.flatMap((one) => one.times).sort((a, b) => a - b);
  const acknowledged = new Set(sent.flatMap((one) => one.acknowledged));
  const stored = await storedIds();
  const known = new Set(stored);
  return {
    clients,
    rate: Math.round((sent.reduce((sum, one) => sum + one.count, 0) / (Date.now() - started)) * 1000),
    accepted: acknowledged.size,
    lost: [...acknowledged].filter((id) => !known.has(id)).length,
    doubled: stored.length - known.size,
    p95_ms: Math.round(times[Math.floor(times.length * 0.95)] ?? 0),
    ...own,
    idle_loop_max_ms: idleMs,
  };
}

/** Stops a process, and returns its readings. */
function stop<T>(child: ChildProcess): Promise<T> {
  const ended = new Promise<T>((resolve) => child.once('message', (message) => resolve(message as T)));
  child.send('stop');
  return ended;
}

/** The longest blocks of the loops of the window and of its hub, the most CPU time of one turn of the hub's, and the memory of both. */
interface HubReadings {
  readonly loop_max_ms: number;
  readonly hub_loop_max_ms: number;
  readonly hub_turn_cpu_ms: number;
  readonly rss_mb: number;
}

interface SenderOptions {
  readonly port: number;
  readonly key: string;
  readonly client: number;
  readonly agent: Agent;
  readonly started: number;
}

/** Sends at an even pace until the time is over. */
async function sendAll({ port, key, client, agent, started }: SenderOptions) {
  const times: number[] = [];
  const acknowledged: string[] = [];
  const everyMs = (1000 * perRequest * clients) / rate;
  let count = 0;
  for (let n = 0; Date.now() - started < seconds * 1000; n++) {
    const wait = started + n * everyMs - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const beats = Array.from({ length: perRequest }, (_, i) => beatOf(client, n * perRequest + i, started));
    for (let again = 0; again < (n % 10 === 9 ? 2 : 1); again++) {
      const begun = performance.now();
      const status = await post({ port, key, agent }, JSON.stringify(beats));
      times.push(performance.now() - begun);
      if (status === 202) acknowledged.push(...beats.map(({ entity, time }) => idOf(entity, Math.round(time * 1000))));
    }
    count += perRequest;
  }
  return { times, acknowledged, count };
}

function beatOf(client: number, n: number, started: number) {
  const agent = 'wakatime/v2.20.3 (linux-6.1) go1.26.4 vim/9.1 vim-wakatime/11.3.0';
  const entity = `/home/ada/project${client}/src/file${n % 20}.ts`;
  return { entity, type: 'file', time: started / 1000 - 7200 + n, project_root_count: 4, user_agent: agent };
}

function idOf(file: string, at: number): string {
  return `${file} ${at}`;
}

function post({ port, key, agent }: Pick<SenderOptions, 'port' | 'key' | 'agent'>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const address = { host: '127.0.0.1', port, path: '/api/v1/users/current/heartbeats.bulk', method: 'POST', agent };
    const headers = { authorization: `Bearer ${key}`, 'content-length': Buffer.byteLength(body) };
    const sending = request({ ...address, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

async function storedIds(): Promise<string[]> {
  const wasmPath = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
  const sealer = new Vault({ folder, clock: systemClock, secret: folderSecret(folder) });
  const store = await openStore({ folder, wasmPath, clock: systemClock, sealer });
  const spans = store.spans({ from: 0, to: Number.MAX_SAFE_INTEGER });
  store.close();
  return spans.map(({ project, file, start }) => idOf(`${project}/${file}`, start));
}
