import { isMainThread } from 'node:worker_threads';
import type * as vscodeApi from 'vscode';
import type { ExtensionContext } from 'vscode';
import { CodeCache } from './codeCache.ts';
import { registerDeclared } from './declared.ts';
import type { DaymarkExports } from './plugins/pluginTypes.ts';
import type * as sessionFile from './session.ts';
import type { WindowSession } from './session.ts';

/** Delay after a file had to be compiled until its code is saved, in ms: the start is over by then, and the code it uses has run. */
const saveAfterMs = 10_000;

/** The entry point for VS Code and for the data worker: loads the extension or the worker with precompiled code. */
const files = isMainThread
  ? ['extension.cjs', 'extension.soon.cjs', 'extension.today.cjs', 'extension.later.cjs', 'github.cjs', 'zod.cjs']
  : ['worker.cjs', 'shared.cjs', 'zod.cjs'];
/** Modules of Node that VS Code doesn't replace, as it does those that use the network. */
const plain = /^node:(crypto|fs|os|path|timers|util|worker_threads|zlib)(\/|$)/;
// Its `require` goes through hooks for these, too, and the files that load at the start ask for them dozens of times.
const cache = new CodeCache(__dirname, files, (id) => (plain.test(id) && process.getBuiltinModule(id)) || require(id));
let saving: NodeJS.Timeout | undefined;
cache.onDidCompile = () => {
  saving ??= setTimeout(() => {
    saving = undefined;
    void cache.save();
  }, saveAfterMs).unref();
};
if (!isMainThread) cache.load('worker.cjs');

/**
 * Called by VS Code once it has started. VS Code and all extensions after this one wait for it, so it only registers what VS Code may ask for
 * at once; the rest is loaded in the next turn of the event loop. Returns the API for other extensions, which costs nothing until one
 * connects.
 */
export function activate(context: ExtensionContext): DaymarkExports {
  const ending = new AbortController();
  const session = openSoon(context, ending.signal);
  const vscode = require('vscode') as typeof vscodeApi;
  context.subscriptions.push({ dispose: () => ending.abort() }, ...registerDeclared(vscode, context, session));
  return { version: 1, connect: async (request) => (await session).connect(request) };
}

/** @param signal ends the session. If it comes before that is open, the promise stays pending */
async function openSoon(context: ExtensionContext, signal: AbortSignal): Promise<WindowSession> {
  await turn(signal);
  cache.prepare('extension.cjs');
  await turn(signal);
  const { openSession } = cache.load('extension.cjs') as typeof sessionFile;
  const session = openSession(context);
  signal.addEventListener('abort', () => session.dispose());
  return session;
}

/** Waits for the next turn of the event loop, unless it is too late for that. */
function turn(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => {
      if (!signal.aborted) resolve();
    });
  });
}
