import { setImmediate as nextTurn } from 'node:timers/promises';
import { Disposable, type TerminalShellExecution, Uri, window } from 'vscode';
import type { SignalPlace } from '../../core/facts/signal.ts';
import type { TestOutput } from '../../tracking/testCounts.ts';
import type { Sensor, SensorContext } from '../sensor.ts';

/**
 * Commands in terminals with shell integration: the program and its purpose, never its arguments. The output of tests is read for the
 * counts at its end, and nothing else of it is kept.
 */
export const terminals: Sensor = {
  id: 'terminals',
  start: (context) => {
    const runs = new Commands(context);
    return Disposable.from(
      window.onDidStartTerminalShellExecution(
        ({ execution, terminal }) => void runs.begin(execution, terminal.state.shell),
      ),
      window.onDidEndTerminalShellExecution(({ execution, exitCode }) => void runs.end(execution, exitCode)),
    );
  },
};

/** Wait (ms) for the rest of a command's output, which comes before the event that the command ended. */
const lastWordsMs = 300;

interface RunningCommand {
  readonly key: string;
  readonly tests: Promise<TestOutput> | undefined;
}

class Commands {
  readonly #context: SensorContext;
  readonly #running = new Map<TerminalShellExecution, RunningCommand>();
  /** Knows the programs; not part of what VS Code waits for. */
  readonly #loaded = loadCommands();
  #count = 0;

  constructor(context: SensorContext) {
    this.#context = context;
  }

  async begin(execution: TerminalShellExecution, shell: string | undefined): Promise<void> {
    const { commandOf } = await this.#loaded;
    const { commandLine, cwd } = execution;
    const detail = this.#context.terminalCommands?.() ?? 'program';
    const command = detail === 'off' ? undefined : commandOf(commandLine.value, shell);
    if (!command) return;
    const key = `command:${++this.#count}`;
    const { group } = command;
    const tests = group === 'test' ? countsIn(execution) : undefined;
    this.#running.set(execution, { key, tests });
    const name = detail === 'full' ? commandLine.value : command.name;
    const place = placeOf(cwd, this.#context);
    this.#context.emit({ type: 'runStart', key, source: 'terminal', group, name, ...place });
  }

  async end(execution: TerminalShellExecution, exitCode: number | undefined): Promise<void> {
    await this.#loaded;
    const running = this.#running.get(execution);
    if (!running) return;
    this.#running.delete(execution);
    const { key } = running;
    const output = running.tests && (await Promise.race([running.tests, this.#afterAll()]));
    const tests = output?.end(exitCode);
    this.#context.emit({ type: 'runEnd', key, ...(exitCode !== undefined && { exitCode }), ...(tests && { tests }) });
  }

  #afterAll(): Promise<undefined> {
    return new Promise((resolve) => {
      this.#context.clock.after(lastWordsMs, () => resolve(undefined));
    });
  }
}

async function loadCommands() {
  await nextTurn();
  return import('./support/command.ts');
}

/** Reads a command's output; must begin immediately, since earlier output is not repeated. */
async function countsIn(execution: TerminalShellExecution): Promise<TestOutput> {
  const written = execution.read();
  const { TestOutput } = await import('../../tracking/testCounts.ts');
  const output = new TestOutput();
  for await (const text of written) output.add(text);
  return output;
}

/** The project that a command was given in, and a place in its folder. Outside of all projects it is for that of the window. */
function placeOf(
  cwd: Uri | undefined,
  { places }: SensorContext,
): { readonly where: SignalPlace; readonly folder?: SignalPlace } {
  if (!cwd) return { where: places.ofWindow() };
  // For something in it: the place of a folder itself is in its parent folder.
  const { where: folder } = places.ofUri(Uri.joinPath(cwd, '-'));
  const { project, branch } = folder;
  if (project === undefined) return { where: places.ofWindow(), folder };
  return { where: { project, ...(branch !== undefined && { branch }) }, folder };
}
