import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildZod, copied, split } from '../../../build.ts';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { openJournal } from '../../../src/storage/journal/openJournal.ts';
import { folderSecret } from '../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';

/** The packaged command line in a separate folder, and a data folder with a minute of work. */
export interface BuiltProgram {
  readonly folder: string;
  readonly data: string;
  /** Path of `daymark.cjs`. */
  readonly program: string;
  remove(): void;
}

export async function buildProgram(): Promise<BuiltProgram> {
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-program-'));
  const dist = path.join(folder, 'dist');
  const data = path.join(folder, 'data');
  const options = { outdir: dist, sourcemap: false } as const;
  const { files, modules, used } = await split('worker.cjs', options);
  await buildZod(used, options);
  for (const { path: file, contents } of files) writeFileSync(file, contents);
  const { 'worker.cjs': ofWorker = [], ...others } = modules;
  assert.ok(ofWorker.includes('src/extension/worker/worker.ts'));
  const inputs = Object.values(others).flat();
  assert.ok(inputs.length > 200, `only ${inputs.length} modules`);
  const ofExtension = inputs.filter((file) => file.startsWith('src/extension/'));
  assert.deepEqual(ofExtension, [], 'it needs nothing of the extension');
  for (const file of copied) copyFileSync(path.join(projectFolder, file), path.join(dist, path.basename(file)));
  copyFileSync(path.join(projectFolder, 'package.json'), path.join(folder, 'package.json'));
  await workAMinute(data);
  return {
    folder,
    data,
    program: path.join(dist, 'daymark.cjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function workAMinute(folder: string): Promise<void> {
  const sealer = new Vault({ folder, clock: systemClock, secret: folderSecret(folder) });
  const journal = openJournal({ folder, clock: systemClock, sealer });
  const start = Date.now() - 60_000;
  const time = { start, end: start + 60_000, offset: 0 };
  const work = {
    kind: 'coding',
    source: 'editor',
    project: '/home/ada/zq7shop',
    signals: 3,
    saves: 0,
    edits: {},
  } as const;
  journal.append({ type: 'span', id: journal.nextId(), ...time, ...work });
  await journal.close();
}
