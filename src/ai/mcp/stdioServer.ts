import { spawn, type ChildProcess } from 'node:child_process';
import { homedir } from 'node:os';

/** Bytes that a server may write in all; a real answer is a hundredth of that. */
const bytesAtMost = 4 * 1024 * 1024;

/** Reason why a server was given up. */
export class ServerFailed extends Error {
  override readonly name = 'ServerFailed';
  readonly reason: 'too-long' | 'crashed';

  constructor(reason: 'too-long' | 'crashed') {
    super(reason);
    this.reason = reason;
  }
}

/** Variables that a program needs to start. Others may hold secrets that the server has no business with. */
const environment =
  /^(?:PATH|HOME|LOGNAME|SHELL|TERM|USER|TMPDIR|LANG|APPDATA|HOMEDRIVE|HOMEPATH|LOCALAPPDATA|PATHEXT|PROCESSOR_ARCHITECTURE|SYSTEMDRIVE|SYSTEMROOT|TEMP|USERNAME|USERPROFILE|PROGRAMFILES)$/i;

interface Answer {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/**
 * An MCP server as a child process: JSON-RPC over its standard input and output, a message a line
 * (modelcontextprotocol.io/specification/2025-06-18/basic/transports). The official SDK's client would add 50 KB to the package for four
 * methods. What the server asks for is refused, and what it logs is dropped.
 */
export class StdioServer {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  #next = 1;
  #failure: Error | undefined;

  constructor(command: string, args: readonly string[]) {
    const kept = Object.entries(process.env).filter(([name]) => environment.test(name));
    this.#child = spawn(command, args, {
      cwd: homedir(),
      env: Object.fromEntries(kept),
      stdio: ['pipe', 'pipe', 'ignore'],
      // A group of its own, so that what it starts ends with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child.once('error', () => this.#fail(new ServerFailed('crashed')));
    this.#child.once('close', () => this.#fail(new ServerFailed('crashed')));
    this.#child.stdin?.on('error', () => undefined);
    this.#read();
  }

  /** Sends a request. Rejects with `ServerFailed`, or with the signal's reason. */
  async request(method: string, params: object, signal: AbortSignal): Promise<Answer> {
    const id = this.#next++;
    const answer = new Promise<Answer>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#waiting.set(id, { resolve, reject });
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      if (signal.aborted) reject(signal.reason as Error);
    });
    this.#send({ id, method, params });
    return answer.finally(() => this.#waiting.delete(id));
  }

  notify(method: string): void {
    this.#send({ method });
  }

  /** Ends the server, and what it has started. */
  close(): void {
    this.#fail(new ServerFailed('crashed'));
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      if (process.platform === 'win32') this.#child.kill();
      else process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }

  #send(message: object): void {
    this.#child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  #read(): void {
    let [rest, bytes] = ['', 0];
    this.#child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      bytes += chunk.length;
      if (bytes > bytesAtMost) {
        this.#fail(new ServerFailed('too-long'));
        return this.close();
      }
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#take(line);
    });
  }

  #take(line: string): void {
    const message = parsed(line);
    if (!message) return;
    if (typeof message.method === 'string') {
      if (message.id !== undefined)
        this.#send({ id: message.id, error: { code: -32_601, message: 'Method not found' } });
      return;
    }
    this.#waiting.get(Number(message.id))?.resolve(message);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
  }
}

/** Reads a line, if it is JSON; a number or a text has no part of an answer. */
function parsed(line: string): Answer | null | undefined {
  try {
    return JSON.parse(line) as Answer | null;
  } catch {
    return undefined;
  }
}
