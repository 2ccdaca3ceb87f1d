import { existsSync } from 'node:fs';
import { EventEmitter, languages, Uri, window, workspace } from 'vscode';
import type { AgentRun } from '../../../../agents/runs/runRecords.ts';
import { readRunOutput } from '../../../../agents/runs/supervisor/jobFiles.ts';
import { disposeAll, type Disposable } from '../../../../core/base/event.ts';
import type { Translate } from '../../../../core/base/translate.ts';
import { runGit } from '../../../runGit.ts';
import type { AgentRuns } from './agentRuns.ts';
import { commandText, runDetail, stateName } from './runTexts.ts';
import { currentTree } from './worktrees.ts';

const scheme = 'daymark-run';
const names = { output: 'Output.log', changes: 'Changes.diff' } as const;
/** How often a page that is open follows its run, in ms. */
const followMs = 300;

/** Read-only pages of runs: the live output, and the changes. */
export class RunPages implements Disposable {
  readonly #runs: AgentRuns;
  readonly #t: Translate;
  readonly #changed = new EventEmitter<Uri>();
  readonly #held: Disposable;
  readonly #due = new Map<string, NodeJS.Timeout>();

  constructor(runs: AgentRuns, t: Translate) {
    this.#runs = runs;
    this.#t = t;
    this.#held = disposeAll(
      this.#changed,
      runs.onDidChange((id) => this.#follow(id)),
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#textOf(uri),
      }),
    );
  }

  /** Opens a page of a run in an editor. */
  async show(id: string, page: keyof typeof names): Promise<void> {
    const uri = uriOf(id, page);
    const document = await workspace.openTextDocument(uri);
    this.#changed.fire(uri);
    if (page === 'changes') await languages.setTextDocumentLanguage(document, 'diff');
    await window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    for (const timer of this.#due.values()) clearTimeout(timer);
    this.#held.dispose();
  }

  #follow(id: string): void {
    const uri = uriOf(id, 'output');
    const isOpen = workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
    if (!isOpen || this.#due.has(id)) return;
    const timer = setTimeout(() => {
      this.#due.delete(id);
      this.#changed.fire(uri);
    }, followMs);
    this.#due.set(id, timer);
  }

  async #textOf({ path }: Uri): Promise<string> {
    const [, id = '', name = ''] = path.split('/');
    const run = await this.#runs.get(id);
    return name === names.changes ? this.#changesOf(id, run) : this.#outputOf(id, run);
  }

  #outputOf(id: string, run: AgentRun): string {
    const t = this.#t;
    const checks = (run.verification?.steps ?? []).map(
      ({ command, outcome, exitCode }) => `${outcome} (${exitCode ?? '–'}): ${command}`,
    );
    return [
      `${run.title}: ${stateName(run.status, t)}`,
      runDetail(run, t),
      `$ ${commandText(run.command)}`,
      ...checks,
      '',
      readRunOutput(this.#runs.folderOf(id), run.outputKey),
    ].join('\n');
  }

  /** Compared with the commit that the run began with. */
  async #changesOf(id: string, run: AgentRun): Promise<string> {
    const worktree = this.#runs.worktreeOf(id, run);
    const now = existsSync(run.worktree) ? await currentTree(worktree, this.#runs.folderOf(id)) : run.snapshot;
    if (now === undefined) return this.#t('There is neither a worktree nor a snapshot.');
    const args = ['diff', '--no-ext-diff', '--no-textconv', '--stat', '--patch', run.base, now];
    const text = await runGit({ git: worktree.git, root: run.project, timeMs: 60_000 }, ...args);
    return text || this.#t('No changes.');
  }
}

function uriOf(id: string, page: keyof typeof names): Uri {
  return Uri.from({ scheme, path: `/${id}/${names[page]}` });
}
