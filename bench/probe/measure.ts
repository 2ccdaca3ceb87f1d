import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import type { Memory } from './protocol.ts';

/** The number of characters sent before waiting: VS Code types them one by one, in order. */
const inFlight = 25;

setFlagsFromString('--expose-gc');
// By default, V8 works out source positions when it optimizes a function during a profile, and holds the main thread for that.
setFlagsFromString('--no-enable-lazy-source-positions');
const collectGarbage = runInNewContext('gc') as () => void;

/** The memory of the extension host without garbage. */
export async function memoryNow(): Promise<Memory> {
  for (let i = 0; i < 3; i++) {
    collectGarbage();
    await wait(50);
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, rss };
}

/**
 * Types into a file like a person: each character is a separate command, document change, and event.
 * @returns gives the CPU time of the extension host since the first of them, µs
 */
export async function typeInto(file: string, count: number): Promise<() => number> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  await vscode.window.showTextDocument(document, { preview: false });
  const before = process.cpuUsage();
  await type(document, count);
  return () => {
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const line = 'All good things come to those who type. ';

async function type(document: vscode.TextDocument, count: number): Promise<void> {
  let events = 0;
  const listener = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document === document && event.contentChanges.length > 0) events++;
  });
  for (let i = 0; i < count; i += inFlight) {
    const texts = Array.from({ length: Math.min(inFlight, count - i) }, (_, k) => characterAt(i + k));
    await Promise.all(texts.map((text) => vscode.commands.executeCommand('type', { text })));
  }
  listener.dispose();
  if (events < count) throw new Error(`${count} characters were typed, and ${events} edits came`);
}

/** Characters per second while someone types, and the alternating durations of typing and looking around, in s. */
const [pace, typing, looking] = [4, 8, 4];

/** Types, moves the cursor, and saves at a person's pace. */
export async function workIn(file: string, seconds: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  await vscode.window.showTextDocument(document, { preview: false });
  const end = performance.now() + seconds * 1000;
  for (let second = 0; performance.now() < end; second++) {
    const isTyping = second % (typing + looking) < typing;
    for (let i = 0; i < pace; i++) {
      if (isTyping) await vscode.commands.executeCommand('type', { text: characterAt(second * pace + i) });
      else if (i === 0) await vscode.commands.executeCommand('cursorMove', { to: second % 2 === 0 ? 'up' : 'down' });
      await wait(1000 / pace);
    }
    if (second % (typing + looking) === typing) await document.save();
  }
}

function characterAt(i: number): string {
  return (i + 1) % 80 === 0 ? '\n' : (line[i % line.length] ?? ' ');
}
