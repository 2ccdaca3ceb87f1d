import { join } from 'node:path';
import { commands, EventEmitter, languages, Uri, window, workspace } from 'vscode';
import type { AgentRun } from '../../../../agents/runs/runRecords.ts';
import { readRunOutput } from '../../../../agents/runs/supervisor/jobFiles.ts';
import { disposeAll, type Disposable } from '../../../../core/base/event.ts';
import type { Translate } from '../../../../core/base/translate.ts';
import { runGit, type GitCheckout } from '../../../runGit.ts';
import type { AgentRuns } from './agentRuns.ts';
import { commandText, runDetail, stateName } from './runTexts.ts';
import { checkoutOf, presentTree } from './worktreeGit.ts';

const scheme = 'daymark-run';
const names = { output: 'Output.log', changes: 'Changes.diff' } as const;
/** Interval at which a page that is open follows its run, in ms. */
const followMs = 300;
/** More files than these are shown as one patch. */
const diffsAtMost = 300;

/** Read-only pages of runs: the live output, the changes, and files as they were before and after. */
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

  /** Opens the output of a run in an editor. */
  showOutput(id: string): Promise<void> {
    return this.#show(id, 'output');
  }

  /** Opens what a run changed, file by file; as one patch where there is nothing to compare, or too much. */
  async showChanges(id: string): Promise<void> {
    const run = await this.#runs.get(id);
    const after = await this.#treeAfter(id, run);
    const files = after === undefined ? [] : await this.#changedFiles(id, run, after);
    if (after === undefined || files.length === 0 || files.length > diffsAtMost) return this.#show(id, 'changes');
    const resources = files.map(({ status, path }) => [
      Uri.file(join(run.project, path)),
      status === 'A' ? undefined : fileUri(id, run.base, path),
      status === 'D' ? undefined : fileUri(id, after, path),
    ]);
    await commands.executeCommand('vscode.changes', run.title, resources);
  }

  async #show(id: string, page: keyof typeof names): Promise<void> {
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

  async #textOf({ authority: id, path, query: tree }: Uri): Promise<string> {
    const name = path.slice(1);
    const run = await this.#runs.get(id);
    if (/^[0-9a-f]{40,64}$/.test(tree)) return runGit(this.#checkoutOf(id, run), 'cat-file', 'blob', `${tree}:${name}`);
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
      readRunOutput(this.#runs.folders.of(id), run.outputKey),
    ].join('\n');
  }

  /** Compared with the commit that the run began with. */
  async #changesOf(id: string, run: AgentRun): Promise<string> {
    const after = await this.#treeAfter(id, run);
    if (after === undefined) return this.#t('There is neither a worktree nor a snapshot.');
    const args = ['diff', ...plainDiff, '--stat', '--patch', run.base, after];
    return (await runGit(this.#checkoutOf(id, run), ...args)) || this.#t('No changes.');
  }

  async #changedFiles(id: string, run: AgentRun, after: string): Promise<{ status: string; path: string }[]> {
    const args = ['diff', ...plainDiff, '--no-renames', '--name-status', '-z', run.base, after];
    const words = (await runGit(this.#checkoutOf(id, run), ...args)).split('\0');
    const pairs = Array.from({ length: Math.floor(words.length / 2) }, (_, index) => words.slice(index * 2));
    return pairs.map(([status = '', path = '']) => ({ status, path }));
  }

  /** The files as the run left them, or has them now; undefined if nothing is left. */
  async #treeAfter(id: string, run: AgentRun): Promise<string | undefined> {
    if (!this.#runs.folders.hasTree(id, run)) return run.snapshot;
    const checkout = await checkoutOf(this.#runs.worktreeOf(id, run));
    return (await presentTree(checkout, this.#runs.folders.of(id))).tree;
  }

  #checkoutOf(id: string, run: AgentRun): GitCheckout {
    return { git: this.#runs.worktreeOf(id, run).git, root: run.project, timeMs: 60_000 };
  }
}

/** Runs no program that the repository names. */
const plainDiff = ['--no-ext-diff', '--no-textconv'];

/** A file of a commit or tree. Its name at the end of the path decides the language. */
function fileUri(id: string, tree: string, path: string): Uri {
  return Uri.from({ scheme, authority: id, path: `/${path}`, query: tree });
}

function uriOf(id: string, page: keyof typeof names): Uri {
  return Uri.from({ scheme, authority: id, path: `/${names[page]}` });
}
