import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../../build.ts';
import { bundleForEditor } from '../../test/harness/editorBundle.ts';
import { runInWindow } from '../../test/harness/editorWindow.ts';
import { orderVariable, type ReplayOrder } from './order.ts';
import type { CountedChange, RecordedChange } from './result.ts';
import { resultOf } from './result.ts';

/** Features that access files by themselves, and are irrelevant here. */
const settings = {
  'git.enabled': false,
  'typescript.validate.enable': false,
  'javascript.validate.enable': false,
  'css.validate': false,
  'json.validate.enable': false,
  'files.watcherExclude': { '**/replay/**': true },
  'editor.minimap.enabled': false,
};

/** Replays a history in a real VS Code with the extension in it. */
export async function replayInWindow(repository: string, commits: number): Promise<ReturnType<typeof resultOf>> {
  await build();
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-replay-'));
  const out = path.join(folder, 'counted.json');
  const order: ReplayOrder = { repository: path.resolve(repository), commits, out };
  try {
    const bundle = await bundleForEditor(['./bench/replay/inEditor.ts']);
    const failures = await runInWindow({ bundle, folder, settings, env: { [orderVariable]: JSON.stringify(order) } });
    if (failures > 0) throw new Error(`${failures} pieces of the history could not be replayed`);
    const { counted, recorded } = JSON.parse(readFileSync(out, 'utf8')) as {
      counted: CountedChange[];
    } & Required<RecordedChange>;
    return resultOf(counted, { recorded });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
