import type { Task } from 'vscode';
import { Disposable, type TaskExecution, tasks as vsTasks } from 'vscode';
import type { SignalPlace } from '../../core/facts/signal.ts';
import type { Sensor, SensorContext } from '../sensor.ts';
import { runGroup } from './support/runGroup.ts';

/** Tasks, from their start to their end with the exit code. */
export const tasks: Sensor = {
  id: 'tasks',
  start: (context) => {
    const runs = new TaskRuns(context);
    for (const execution of vsTasks.taskExecutions) runs.begin(execution);
    return Disposable.from(
      vsTasks.onDidStartTask(({ execution }) => runs.begin(execution)),
      vsTasks.onDidStartTaskProcess(({ execution }) => runs.begin(execution)),
      vsTasks.onDidEndTaskProcess(({ execution, exitCode }) => runs.end(execution, exitCode)),
      vsTasks.onDidEndTask(({ execution }) => runs.end(execution)),
    );
  },
};

/**
 * Observed events: the process may be reported before the task. The end of the process, with the exit code (none if it was stopped), comes
 * before that of the task, which is reported once or twice, and also for a task that only waits for others and was never reported as
 * started.
 */
class TaskRuns {
  readonly #context: SensorContext;
  readonly #keys = new Map<TaskExecution, string>();
  #count = 0;

  constructor(context: SensorContext) {
    this.#context = context;
  }

  begin(execution: TaskExecution): void {
    if (this.#keys.has(execution)) return;
    const key = `task:${++this.#count}`;
    this.#keys.set(execution, key);
    const { task } = execution;
    // A background task watches or serves: it never ends by itself, whatever it does.
    const group = task.isBackground ? 'run' : runGroup(task.group?.id, task.name);
    this.#context.emit({ type: 'runStart', key, source: 'task', group, name: task.name, where: this.#whereOf(task) });
  }

  end(execution: TaskExecution, exitCode?: number): void {
    const key = this.#keys.get(execution);
    if (key === undefined) return;
    this.#keys.delete(execution);
    this.#context.emit({ type: 'runEnd', key, ...(exitCode !== undefined && { exitCode }) });
  }

  #whereOf({ scope }: Task): SignalPlace {
    const { places } = this.#context;
    return typeof scope === 'object' ? places.ofFolder(scope) : places.ofWindow();
  }
}
