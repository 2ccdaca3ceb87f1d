import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../src/core/base/clock.ts';
import { Emitter } from '../../../src/core/base/event.ts';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import type { SignalPlace } from '../../../src/core/facts/signal.ts';
import { startHub, type Hub } from '../../../src/hub/hub.ts';
import type { HubLimits } from '../../../src/hub/http/limits.ts';
import type { HubStore } from '../../../src/hub/hubStore.ts';
import { Tokens, type Scope } from '../../../src/hub/tokens.ts';

export const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  utcOffset: () => 60,
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: () => never;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it is, instead of as JSON. */
  readonly raw?: string;
  /** Default: the hub's own. */
  readonly port?: number;
}

/** A hub on a free port, with a store that only remembers. */
export class StartedHub {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'daymark-hub-'));
  readonly spans = new Map<string, SpanFact>();
  readonly asked: { operation: string; params: unknown; names: boolean }[] = [];
  /** Reported states of running agents. */
  readonly states: unknown[] = [];
  refuseStates: Error | undefined;
  readonly tokens = new Tokens(this.folder);
  excluded: (where: SignalPlace) => boolean = () => false;
  refuse: Error | undefined;
  answerOf: (operation: string, params: unknown) => unknown = () => ({});
  readonly changed = new Emitter<void>();
  /** The current listeners. */
  listeners = 0;
  operations: Awaited<ReturnType<HubStore['describe']>> = [];
  hub!: Hub;

  readonly #store: HubStore = {
    record: async (facts) => {
      if (this.refuse) throw this.refuse;
      for (const fact of facts) if (fact.type === 'span') this.spans.set(fact.id, fact);
    },
    judge: (where) => (this.excluded(where) ? 'excluded' : 'open'),
    onDidChange: (listener) => {
      this.listeners++;
      const listening = this.changed.event(listener);
      return {
        dispose: () => {
          this.listeners--;
          listening.dispose();
        },
      };
    },
    takeAgentStates: (request) => {
      if (this.refuseStates) throw this.refuseStates;
      this.states.push(request);
    },
    describe: async () => this.operations,
    operate: async (call) => {
      this.asked.push(call);
      return this.answerOf(call.operation, call.params);
    },
  };

  async start(ports: readonly number[] = [0], limits: Partial<HubLimits> = {}): Promise<this> {
    this.hub = await startHub({ folder: this.folder, clock, store: this.#store, ports, limits });
    return this;
  }

  /** Like `start`, with a port for watchers without a token. @returns that port */
  async startWithWatchers(port = 0, limits: Partial<HubLimits> = {}): Promise<number> {
    this.hub = await startHub({ folder: this.folder, clock, store: this.#store, ports: [0], limits, watchers: port });
    return Number(/:(\d+)$/.exec(this.hub.status().watchers)?.[1]);
  }

  async stop(): Promise<void> {
    await this.hub?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  token(...scopes: Scope[]): string {
    return this.tokens.create('test', scopes, Date.now()).secret;
  }

  /** Sends a request as it is; `fetch` would mend it. */
  send(address: string, { method = 'GET', headers = {}, body, raw, port = this.hub.port }: Sent = {}): Promise<Answer> {
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path: address, method, headers, agent: false } as const;
      const sent = httpRequest(options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          const json = () => JSON.parse(text) as never;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      });
      sent.on('error', reject);
      sent.end(content);
    });
  }

  /** Writes bytes to a socket, and reads until the hub closes it. */
  raw(bytes: string | Uint8Array): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.hub.port, '127.0.0.1', () => socket.write(bytes));
      let text = '';
      socket.on('data', (part) => (text += part.toString('latin1')));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
  }
}

/** Tries until it holds, for up to 10 s. */
export async function eventually(holds: () => void | Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await holds();
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
