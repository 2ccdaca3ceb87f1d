import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { testSetup, thisWindow } from '../../harness/editor/control.ts';

/** Waits. Only for what must not happen; for what must, see `until`. */
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until something holds.
 * @param what for the message when it does not
 * @param check asked again and again; anything but undefined and false is the answer
 * @param ms how long at most
 */
export async function until<T>(
  what: string,
  check: () => T | undefined | false | Promise<T | undefined | false>,
  ms = 20_000,
): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited ${ms / 1000} s in vain: ${what}`);
    await sleep(50);
  }
}

/** The folder of the test workspace: the project that everything in it belongs to. */
export const project = (): string => vscode.Uri.file(testSetup().workspace).fsPath;

/** A text of many lines. */
export const lines = (count: number): string => Array.from({ length: count }, (_, line) => `line ${line}\n`).join('');

/** A file of the test workspace. */
export const inWorkspace = (name: string): vscode.Uri => vscode.Uri.file(path.join(project(), ...name.split('/')));

/** Writes a file from outside of VS Code. */
export function writeOutside(name: string, text: string): vscode.Uri {
  const uri = inWorkspace(name);
  writeFileSync(uri.fsPath, text);
  return uri;
}

/** Opens a file for good (not as a preview) and waits until its editor is the active one. */
export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  await until('the editor is active', () => vscode.window.activeTextEditor === editor);
  return editor;
}

/** Types as a person does, each character as a key of its own. */
export async function type(text: string): Promise<void> {
  for (const key of text) await vscode.commands.executeCommand('type', { text: key });
}

export const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** Puts the cursor somewhere, by API. */
export function putCursor(editor: vscode.TextEditor, line: number, character = 0): void {
  editor.selection = new vscode.Selection(line, character, line, character);
}

/** Throws away what isn't saved and closes every editor. */
export async function closeAll(): Promise<void> {
  // Of the workspace only: VS Code itself changes its settings now and then.
  const isOurs = ({ uri, isDirty }: vscode.TextDocument) => isDirty && vscode.workspace.getWorkspaceFolder(uri);
  for (const document of vscode.workspace.textDocuments.filter(isOurs)) {
    await vscode.window.showTextDocument(document);
    await run('workbench.action.files.revert');
  }
  for (const editor of vscode.window.visibleTextEditors.filter(({ document }) => document.isUntitled))
    await editor.edit((edit) => edit.delete(new vscode.Range(0, 0, editor.document.lineCount, 0)));
  await run('workbench.action.closeAllEditors');
  await until('all editors are closed', () => vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0));
}

/** Presses a key that does nothing, since VS Code takes a window for inactive a minute after the last key or click. */
export async function wake(): Promise<void> {
  if (!testSetup().canOpenWindows) return;
  await thisWindow.press('Shift');
  await until('the window is active', async () => {
    if (vscode.window.state.active) return true;
    // A page that wasn't ready, such as after another window was closed, lost the key.
    await sleep(500);
    if (!vscode.window.state.active) await thisWindow.press('Shift');
    return false;
  });
}

/** Skips a test, and says why, where no person is to be seen (a desktop VS Code without the focus). */
export function needPerson(context: Mocha.Context): void {
  const { focused, active } = vscode.window.state;
  if (focused && active) return;
  console.log(`skipped, since the window is not in use: ${context.test?.fullTitle()}`);
  context.skip();
}
