import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { AgentStream, plainText, type RunProgress } from '../agentStream.ts';
import type { EndReason } from '../runStates.ts';
import { OutputWriter } from './outputFile.ts';
import { endProcesses, identityOf, tokenVariable, type ProcessIdentity } from './processes.ts';
import { jobFiles, writeEnd, writeProcess, type Job, type JobEnd, type JobStep } from './protocol.ts';

/** Time to read on after a program has ended: a child that left its group may hold the pipe. */
const drainMs = 1_000;
/** The longest line that is kept, in UTF-16 units. */
const longestLine = 1_000_000;
const none: RunProgress = {
  turns: 0,
  costUsd: undefined,
  session: undefined,
  isError: false,
  denials: 0,
  limit: undefined,
};

/** Runs a job, ends it when it is stopped or reaches a limit, and writes its end. Leaves no process. */
export class RunningJob {
  readonly #job: Job;
  readonly #changed: () => void;
  readonly #output: OutputWriter;
  readonly #began = performance.now();
  readonly #steps: { exitCode: number | null; ms: number }[] = [];
  #reason: EndReason | undefined;
  #group: ProcessIdentity | undefined;
  #progress = none;
  #error: string | undefined;
  #saved = '';

  constructor(job: Job, changed: () => void) {
    this.#job = job;
    this.#changed = changed;
    this.#output = new OutputWriter(join(job.folder, jobFiles.output), job.outputKey);
  }

  /** Ends it early. The first reason counts. */
  stop(reason: EndReason): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    // `run` waits for its process, and then looks at what is left.
    void endProcesses(this.#job.token, this.#group?.pid);
  }

  /** Resolves once everything has ended. */
  async run(): Promise<JobEnd> {
    this.#save();
    const limit = setTimeout(() => this.stop('time'), this.#job.timeMs);
    for (const step of this.#job.steps) if (this.#reason === undefined) await this.#runStep(step);
    clearTimeout(limit);
    const left = await endProcesses(this.#job.token);
    const end: JobEnd = {
      reason: this.#reason ?? (this.#error === undefined ? 'exited' : 'notStarted'),
      at: Date.now(),
      ms: Math.round(performance.now() - this.#began),
      steps: this.#steps,
      progress: this.#progress,
      ...(this.#error !== undefined && { error: this.#error }),
      left: [...(left ?? [])],
      isChecked: left !== undefined,
    };
    this.#output.close();
    writeEnd(this.#job.folder, end);
    return end;
  }

  async #runStep({ command, input, agent }: JobStep): Promise<void> {
    const [program = '', ...args] = command;
    const began = performance.now();
    const child = spawn(program, args, {
      cwd: this.#job.workingFolder,
      env: environment(this.#job.token),
      // A group of its own, so that all of it can be ended at once.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const exited = new Promise<number | null>((resolve) => {
      child.once('error', ({ message }) => {
        this.#error = message;
        resolve(null);
      });
      child.once('exit', (code) => resolve(code));
    });
    // A program that doesn't read its input closes it.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    this.#group = child.pid === undefined ? undefined : identityOf(child.pid);
    this.#save();
    const stream = agent && new AgentStream(agent, { prices: this.#job.prices, now: Date.now });
    const read = [
      follow(child.stdout, (line) => this.#take(stream ? stream.line(line) : plainText(line), stream)),
      follow(child.stderr, (line) => this.#take(plainText(line), stream)),
    ];
    const exitCode = await exited;
    await endProcesses(this.#job.token, this.#group?.pid);
    this.#group = undefined;
    await Promise.race([Promise.all(read), sleep(drainMs)]);
    child.stdout.destroy();
    child.stderr.destroy();
    await Promise.all(read);
    this.#steps.push({ exitCode, ms: Math.round(performance.now() - began) });
    this.#save();
  }

  #take(text: string, stream: AgentStream | undefined): void {
    if (text !== '') this.#output.write(`${text}\n`);
    if (stream) {
      this.#progress = stream.progress;
      const { usd, turns } = this.#job;
      // The agent has ended by itself, at a limit that it was given.
      this.#reason ??= this.#progress.limit;
      if (usd !== undefined && (this.#progress.costUsd ?? 0) > usd) this.stop('cost');
      if (turns !== undefined && this.#progress.turns > turns) this.stop('turns');
    }
    this.#save();
    this.#changed();
  }

  /** So that another window finds what runs, and the agent's session, even if this process is killed. */
  #save(): void {
    const { folder, token } = this.#job;
    const state = { token, supervisor: identityOf(process.pid), group: this.#group, progress: this.#progress };
    const text = JSON.stringify(state);
    if (text === this.#saved) return;
    this.#saved = text;
    writeProcess(folder, state);
  }
}

/** Hands on what a stream writes, line by line. A line that is too long is cut into several. */
async function follow(stream: Readable, take: (line: string) => void): Promise<void> {
  let rest = '';
  stream.setEncoding('utf8').on('error', () => undefined);
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line.replace(/\r$/, ''));
    if (rest.length > longestLine) take(rest);
    if (rest.length > longestLine) rest = '';
  });
  await new Promise((resolve) => stream.once('close', resolve));
  if (rest !== '') take(rest);
}

/** The environment of the user's shell, as VS Code has it, without what VS Code added for its own processes. */
function environment(token: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:ELECTRON_|VSCODE_|DAYMARK_)/.test(name));
  return { ...Object.fromEntries(own), [tokenVariable]: token };
}
