import { isMainThread } from 'node:worker_threads';
import type { ExtensionContext } from 'vscode';
import { CodeCache } from './codeCache.ts';
import type { DaymarkExports } from './plugins/pluginTypes.ts';

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
const first = files[0] ?? '';
let saving: NodeJS.Timeout | undefined;
cache.onDidCompile = () => {
  saving ??= setTimeout(() => {
    saving = undefined;
    void cache.save();
  }, saveAfterMs).unref();
};
const loaded = cache.load(first) as { readonly activate: (context: ExtensionContext) => DaymarkExports };

/** Called by VS Code once it has started. */
export function activate(context: ExtensionContext): DaymarkExports {
  const result = loaded.activate(context);
  // Only what the activation ran: VS Code waits while this code is read, and what runs later would make that a sixth longer.
  setImmediate(() => void cache.save(first));
  return result;
}
