import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { testSetup, thisWindow } from '../../harness/editor/control.ts';
import { git } from '../../harness/workspace.ts';

/** Waits. Only for what must not happen; for what must, see `until`. */
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until something holds.
 * @param what for the message on failure
 * @param check called repeatedly; any result except undefined and false is returned
 * @param ms the maximum wait
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

/**
 * Writes a file from outside of VS Code, with a name that no other test uses: VS Code keeps a document for three minutes after it was
 * closed, and would open it with its old text, which a change from outside then replaces while the test types.
 */
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

/** Opens a file as a person does, where the runner can: VS Code keeps what the API opened for minutes after it was closed. */
export async function openByHand(name: string): Promise<vscode.TextDocument> {
  if (!testSetup().canOpenWindows) return (await open(inWorkspace(name))).document;
  await thisWindow.openFile(name);
  const path = inWorkspace(name).path;
  return until('it is open', () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.uri.path === path && document;
  });
}

/**
 * Resolves once this window has drawn all its changes so far, and the extension host has heard of them. VS Code reports scrolling and cursors
 * when it draws, which on a busy machine is seconds later.
 */
export async function settle(): Promise<void> {
  if (testSetup().canOpenWindows) await thisWindow.draw();
  // Its answer comes after the events that were sent before it.
  await run('setContext', 'daymark.test', true);
}

/** Types like a person, each character as a separate key. */
export async function type(text: string): Promise<void> {
  for (const key of text) await vscode.commands.executeCommand('type', { text: key });
}

export const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** Puts the cursor somewhere, by API. */
export function putCursor(editor: vscode.TextEditor, line: number, character = 0): void {
  editor.selection = new vscode.Selection(line, character, line, character);
}

/** Waits until a server has cleared the problems of a closed file, and the sensor has seen that. Some servers keep them for minutes. */
export async function takenBack(uri: vscode.Uri): Promise<void> {
  await until('it is taken back', () => vscode.languages.getDiagnostics(uri).length === 0, 6000).catch(() => undefined);
  // For `flickerMs` and the batching of reports.
  await sleep(2500);
}

/** Throws away what isn't saved and closes every editor. */
export async function closeAll(): Promise<void> {
  // Only in the workspace, since VS Code itself changes its settings now and then.
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

/** Returns the notifications of this window, latest first: from their list, since VS Code shows no pop-ups while it runs tests. */
export async function notifications(): Promise<string[]> {
  await run('notifications.showList');
  return thisWindow.notifications();
}

/**
 * Clicks a button of a notification of this window once it is there.
 * @param isOver ends the waiting where the question may not come
 */
export async function answer(button: string, isOver = () => false): Promise<void> {
  await until(`"${button}" was clicked`, async () => {
    await run('notifications.showList');
    return isOver() || (await thisWindow.answer(button)) !== null;
  });
  await run('notifications.hideList');
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

/** Skips a test with a reason if no person can be detected (a desktop VS Code without focus). */
export function needPerson(context: Mocha.Context): void {
  const { focused, active } = vscode.window.state;
  if (focused && active) return;
  console.log(`skipped, since the window is not in use: ${context.test?.fullTitle()}`);
  context.skip();
}

/** Leaves a branch at the end of a test, and waits until VS Code knows: otherwise the next test's first span is still on it. */
export async function backTo(branch: string): Promise<void> {
  git(project(), 'checkout', '--quiet', '--force', branch);
  await run('git.refresh');
}
