import { readsTask } from '../../../../agents/runs/runCommands.ts';
import { agentRuns, type AgentRun } from '../../../../agents/runs/runRecords.ts';
import { isAtRest, nextRunState } from '../../../../agents/runs/runStates.ts';
import { forgetJob, readEnd, readProcess } from '../../../../agents/runs/supervisor/jobFiles.ts';
import { endProcesses, identityOf, isRunning } from '../../../../agents/runs/supervisor/processes.ts';
import type { JobStep } from '../../../../agents/runs/supervisor/protocol.ts';
import { AppError, errorMessage } from '../../../../core/base/appError.ts';
import { Emitter } from '../../../../core/base/event.ts';
import type { App } from '../../../../core/operations/app.ts';
import type { PriceOverrides } from '../../../../core/prices/modelPrices.ts';
import type { StoredRecord } from '../../../../core/records/readRecords.ts';
import { afterJob, afterVerification, goneEnd } from './afterRun.ts';
import { RunFolders } from './runFolders.ts';
import { jobOf, supervise, type SupervisedJob } from './supervise.ts';
import type { Worktree } from './worktreeGit.ts';
import { addWorktree, takeSnapshot, unlockWorktree } from './worktrees.ts';

export type StoredRun = StoredRecord<AgentRun>;

/** Everything that runs need from the window. */
export interface RunsApp extends Pick<App, 'clock' | 'records' | 't'> {
  /** `agentRuns` in the data folder. */
  readonly folder: string;
  /** The file `supervisor.cjs`. */
  readonly supervisor: string;
  readonly git: () => string;
  readonly atOnce: () => number;
  readonly prices: () => PriceOverrides;
}

/** Time that a supervisor whose window is gone may take to end its job, in ms. */
const endingMs = 20_000;

/** The runs of this window: starts as many at once as the user allows, and writes down what becomes of each. */
export class AgentRuns {
  readonly #app: RunsApp;
  readonly #jobs = new Map<string, SupervisedJob | 'starting'>();
  readonly #waiting: string[] = [];
  /** Folder of the runs. */
  readonly folders: RunFolders;
  readonly #changed = new Emitter<string>();
  /** The output or the state of a run has changed; its id. */
  readonly onDidChange = this.#changed.event;
  readonly #revised = new Emitter<string>();
  /** The record of a run has changed. */
  readonly onDidRevise = this.#revised.event;

  constructor(app: RunsApp) {
    this.#app = app;
    this.folders = new RunFolders(app.folder);
  }

  /** The latest first. */
  async list(): Promise<readonly StoredRun[]> {
    const { records } = await this.#records.list({ by: 'start', descending: true, limit: 200 });
    return records.filter(({ id }) => this.folders.isId(id));
  }

  /** @throws AppError `not-found` */
  async get(id: string): Promise<AgentRun> {
    const [found] = (await this.#records.list({ ids: [id] })).records;
    if (!found || !this.folders.isId(id)) throw new AppError('not-found', this.#app.t('That run no longer exists.'));
    return found.values;
  }

  /** Returns true while something of it runs here, or waits to run. */
  isActive(id: string): boolean {
    return this.#jobs.has(id) || this.#waiting.includes(id);
  }

  /** @throws AppError `not-allowed` for a run of another machine or data folder */
  worktreeOf(id: string, run: AgentRun): Worktree {
    if (!this.folders.isOwn(id, run))
      throw new AppError('not-allowed', this.#app.t('The worktree of this run is on another machine.'));
    return { git: this.#app.git(), root: run.project, path: run.worktree, branch: run.branch, id };
  }

  /** Records a run that the user has confirmed, and starts it when its turn comes. */
  async add(id: string, run: AgentRun): Promise<void> {
    this.folders.open(id);
    await this.#records.put(id, run);
    this.#enqueue(id);
  }

  /** Goes on with a run that has ended: in its worktree, with a command line that the user has confirmed. */
  async proceed(id: string, changes: Pick<AgentRun, 'task' | 'command'>): Promise<void> {
    const run = await this.get(id);
    this.worktreeOf(id, run);
    const status = nextRunState(run.status, { type: 'continue' });
    if (status === undefined || this.#jobs.has(id))
      throw new AppError('not-allowed', this.#app.t('The run has not ended.'));
    this.folders.open(id);
    const reset = { end: null, verification: null, viewedAt: null, reviewedAt: null };
    await this.revise(id, { ...changes, ...reset, status, owner: identityOf(process.pid) });
    this.#enqueue(id);
  }

  /** Cancels one that waits or runs; also the verification of one that has ended. */
  async cancel(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    if (job !== undefined && job !== 'starting') return job.cancel();
    const run = await this.get(id);
    if (run.status === 'running' && isRunning(run.owner) !== false)
      throw new AppError('not-allowed', this.#app.t('Another window runs this. Cancel it there.'));
    const status = nextRunState(run.status, { type: 'cancel' });
    if (status === undefined) return;
    const at = this.#waiting.indexOf(id);
    if (at >= 0) this.#waiting.splice(at, 1);
    await this.#settle(id, { status, end: this.#app.clock.now() });
  }

  /** Runs the commands that check the run, and records their results. They were confirmed by the user. */
  async verify(id: string, commands: readonly string[]): Promise<void> {
    if (this.#jobs.has(id)) throw new AppError('not-allowed', this.#app.t('The run has not ended.'));
    await this.#hold(id, () => this.#verify(id, commands));
  }

  /**
   * Records work that Daymark does itself, and keeps it as that of an agent: a worktree, a branch, and a snapshot.
   * @param write fills the worktree
   * @throws what `write` throws; the run has failed then
   */
  async addWritten(id: string, run: AgentRun, write: (tree: string) => Promise<void>): Promise<void> {
    this.folders.open(id);
    await this.#records.put(id, { ...run, status: 'running', attempts: 1 });
    await this.#hold(id, async () => {
      try {
        this.folders.make(id);
        await addWorktree(this.worktreeOf(id, run), run.base);
        await write(run.worktree);
      } catch (error) {
        await this.#fail(id, error);
        throw error;
      }
      const end = this.#app.clock.now();
      const outcome = { reason: 'exited', isError: false, denials: 0, turns: 1, workMs: Math.max(0, end - run.start) };
      await this.#settle(id, { status: 'succeeded', end, outcome, ...(await this.#snapshot(id, run)) });
    });
  }

  /** Does something while no other job of the run can begin. */
  async #hold(id: string, act: () => Promise<void>): Promise<void> {
    this.#jobs.set(id, 'starting');
    try {
      await act();
    } finally {
      this.#jobs.delete(id);
      this.#changed.fire(id);
      this.#startNext();
    }
  }

  #fail(id: string, error: unknown): Promise<void> {
    const notice = errorMessage(error).slice(0, 1000);
    return this.#settle(id, { status: 'failed', end: this.#app.clock.now(), notice });
  }

  async #verify(id: string, commands: readonly string[]): Promise<void> {
    if (commands.length === 0) return;
    const run = await this.get(id);
    this.worktreeOf(id, run);
    this.folders.open(id);
    const at = this.#app.clock.now();
    await this.revise(id, { verification: { state: 'running', at, steps: [] }, owner: identityOf(process.pid) });
    const steps = commands.map((command): JobStep => ({ command: ['/bin/sh', '-c', command] }));
    await this.#supervise(id, run, steps);
    await this.#endVerification(id, commands);
  }

  async revise(id: string, changes: Parameters<ReturnType<App['records']>['revise']>[1]): Promise<void> {
    await this.#records.revise(id, changes as never);
    this.#revised.fire(id);
    this.#changed.fire(id);
  }

  /**
   * Settles runs whose window is gone: ends what is left of them, keeps their work, and marks them as interrupted.
   * @returns those runs
   */
  async reconcile(): Promise<readonly StoredRun[]> {
    const marked = new Set(this.folders.openIds);
    // One without a mark is another machine's.
    const marks = (await this.list()).filter(({ id }) => marked.has(id) && !this.#jobs.has(id));
    const isOpen = (run: AgentRun): boolean => !isAtRest(run.status) || run.verification?.state === 'running';
    const runs = marks.filter(({ values }) => isOpen(values));
    // If the system can't tell, the window may still be there.
    const lost = runs.filter(({ id, values }) => isRunning(values.owner) === false && !this.#waiting.includes(id));
    for (const { id, values } of lost) await this.#reconcileOne(id, values);
    const open = new Set(runs.map(({ id }) => id));
    for (const id of marked) if (!open.has(id) && !this.#jobs.has(id)) this.folders.close(id);
    return lost;
  }

  async #reconcileOne(id: string, run: AgentRun): Promise<void> {
    const folder = this.folders.of(id);
    const state = readProcess(folder);
    // The supervisor has noticed, and is ending its job.
    for (const end = Date.now() + endingMs; state && isRunning(state.supervisor) === true && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, 100));
    if (run.verification?.state === 'running') return this.#endVerification(id, []);
    if (run.status === 'pending' || !state) {
      const status = run.status === 'pending' ? nextRunState('pending', { type: 'abandon' }) : 'interrupted';
      return this.#settle(id, { status, end: this.#app.clock.now(), ...(await this.#snapshot(id, run)) });
    }
    await this.#finish(id);
  }

  #enqueue(id: string): void {
    this.#waiting.push(id);
    this.#changed.fire(id);
    this.#startNext();
  }

  #startNext(): void {
    while (this.#jobs.size < this.#app.atOnce()) {
      const id = this.#waiting.shift();
      if (id === undefined) return;
      void this.#hold(id, () => this.#run(id));
    }
  }

  async #run(id: string): Promise<void> {
    let run = await this.get(id);
    const status = nextRunState(run.status, { type: 'start' });
    // Canceled, or erased, in the meantime.
    const { agent } = run;
    if (status === undefined || agent === 'daymark') return this.folders.close(id);
    try {
      this.folders.make(id);
      if (run.attempts === 0) await addWorktree(this.worktreeOf(id, run), run.base);
    } catch (error) {
      return this.#fail(id, error);
    }
    await this.revise(id, { status, attempts: run.attempts + 1, notice: null });
    const step: JobStep = { command: run.command, agent, ...(readsTask(agent) && { input: run.task }) };
    await this.#supervise(id, run, [step]);
    run = await this.#finish(id);
    if (run.status === 'succeeded') await this.#verify(id, run.verify);
  }

  async #supervise(id: string, run: AgentRun, steps: readonly JobStep[]): Promise<void> {
    const folder = this.folders.of(id);
    forgetJob(folder);
    const job = jobOf(id, run, { folder, steps, prices: this.#app.prices() });
    const supervised = supervise(this.#app.supervisor, job, () => this.#changed.fire(id));
    this.#jobs.set(id, supervised);
    await supervised.gone;
    // A supervisor that was killed leaves its processes.
    if (!readEnd(folder)) await endProcesses(job.token);
  }

  /** Writes down how the agent's process ended, and keeps its work. */
  async #finish(id: string): Promise<AgentRun> {
    const run = await this.get(id);
    const folder = this.folders.of(id);
    const state = readProcess(folder);
    if (!readEnd(folder) && state) await endProcesses(state.token);
    const end = readEnd(folder) ?? goneEnd(this.#app.clock.now(), state);
    await this.#settle(id, { ...afterJob(run, end, this.#app.t), ...(await this.#snapshot(id, run)) });
    return this.get(id);
  }

  async #endVerification(id: string, commands: readonly string[]): Promise<void> {
    const run = await this.get(id);
    const folder = this.folders.of(id);
    const state = readProcess(folder);
    if (!readEnd(folder) && state) await endProcesses(state.token);
    const kept = await this.#snapshot(id, run);
    const verification = afterVerification({
      commands,
      end: readEnd(folder),
      tree: kept.tree,
      at: this.#app.clock.now(),
    });
    await this.#settle(id, { verification, ...(kept.snapshot !== undefined && { snapshot: kept.snapshot }) });
  }

  /** Takes a snapshot of the worktree, if there is one. A failure is noted, and nothing is lost by it. */
  async #snapshot(id: string, run: AgentRun): Promise<{ snapshot?: string; tree?: string; notice?: string }> {
    try {
      const worktree = this.worktreeOf(id, run);
      await unlockWorktree(worktree);
      const { commit, tree, left } = await takeSnapshot(worktree, this.folders.of(id));
      const lack = this.#app.t("The snapshot lacks what git can't keep: {0}", left.slice(0, 5).join(', '));
      return { snapshot: commit, tree, ...(left.length > 0 && { notice: lack.slice(0, 1000) }) };
    } catch (error) {
      return { notice: this.#app.t('No snapshot could be taken: {0}', errorMessage(error)).slice(0, 1000) };
    }
  }

  async #settle(id: string, { tree: _tree, ...changes }: Record<string, unknown>): Promise<void> {
    await this.revise(id, changes as never);
    this.folders.close(id);
  }

  get #records() {
    return this.#app.records(agentRuns);
  }
}
