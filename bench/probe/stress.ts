import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { wait, workIn } from './measure.ts';
import type { StressAct } from './protocol.ts';

/** Time for which deferred work of an act is awaited, in ms. */
const settleMs = 6000;
const [problemFiles, problemsPerFile] = [500, 20];
/** Files that are opened one after the other. */
const lookedAt = 60;
const openDuringRebase = 20;
const workSeconds = 20;

/**
 * Does something big in a window, and waits for what follows.
 * @param file one in the folder that was made for the act
 */
export async function stressBy(act: StressAct, file: string): Promise<void> {
  await acts[act](path.dirname(file), file);
  await wait(settleMs);
}

const acts: Readonly<Record<StressAct, (folder: string, file: string) => Promise<unknown>>> = {
  look: () => lookAround(),
  diagnostics: reportProblems,
  bigFile: async (folder) => {
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.log'))) {
      await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path.join(folder, name)));
      await wait(settleMs);
    }
  },
  bulkReplace,
  rebase,
  work: (_, file) => workIn(file, workSeconds),
};

/** Shows files of all folders of the workspace. */
async function lookAround(): Promise<void> {
  const roots = vscode.workspace.workspaceFolders ?? [];
  for (let i = 0; i < lookedAt; i++) {
    const { fsPath } = roots[i % roots.length]?.uri ?? { fsPath: '' };
    const folder = path.join(fsPath, 'd0');
    const name = readdirSync(folder)[i] ?? '';
    await vscode.window.showTextDocument(vscode.Uri.file(path.join(folder, name)), { preview: true });
    await wait(100);
  }
}

/** Reports problems of many files at once, then none, as a language server does. */
async function reportProblems(folder: string): Promise<void> {
  const collection = vscode.languages.createDiagnosticCollection('stress');
  const problems = Array.from({ length: problemsPerFile }, (_, line) => {
    const range = new vscode.Range(line, 0, line, 1);
    return new vscode.Diagnostic(range, `Something is wrong in line ${line}`, vscode.DiagnosticSeverity.Error);
  });
  const files = Array.from({ length: problemFiles }, (_, n) => vscode.Uri.file(path.join(folder, `made${n}.ts`)));
  collection.set(files.map((uri) => [uri, problems]));
  await wait(settleMs);
  collection.clear();
}

/** Replaces a word in all files, and saves them. */
async function bulkReplace(folder: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.txt')))
    edit.replace(vscode.Uri.file(path.join(folder, name)), new vscode.Range(0, 0, 0, 5), 'Other');
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('the files were not changed');
  await vscode.workspace.saveAll(false);
}

/** Rebases a branch onto one that changed all files, while some of them are open. */
async function rebase(folder: string): Promise<void> {
  const names = readdirSync(folder).filter((each) => each.endsWith('.txt'));
  for (const name of names.slice(0, openDuringRebase))
    await vscode.window.showTextDocument(vscode.Uri.file(path.join(folder, name)), { preview: false });
  await promisify(execFile)('git', ['rebase', '--quiet', 'main'], { cwd: folder });
}
