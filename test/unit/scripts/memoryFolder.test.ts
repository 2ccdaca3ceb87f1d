import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const module = path.resolve(import.meta.dirname, '../../../scripts/lib/memoryFolder.ts');

describe('temporary files of a suite', () => {
  let place: string;
  beforeEach(() => (place = mkdtempSync(path.join(os.tmpdir(), 'daymark-memory-'))));
  afterEach(() => rmSync(place, { recursive: true }));

  /** Asks a process for the folder it uses, and where it and its children have their temporary files. */
  function foldersOf(where: string, env: NodeJS.ProcessEnv = {}) {
    const script = `
      const used = (await import(${JSON.stringify(module)})).useMemory(${JSON.stringify(where)});
      const os = await import('node:os');
      const { execFileSync } = await import('node:child_process');
      const ofChild = execFileSync(process.execPath, ['-p', 'os.tmpdir()'], { encoding: 'utf8' }).trim();
      console.log(JSON.stringify([used ?? null, os.tmpdir(), ofChild]));`;
    const { TMPDIR: _, ...own } = process.env;
    const options = { encoding: 'utf8', env: { ...own, ...env } } as const;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], options);
    assert.equal(stderr, '');
    return JSON.parse(stdout) as [string | null, string, string];
  }

  it('are in a folder of its own, which goes when the process ends', function () {
    if (process.platform === 'win32') return this.skip();
    const { bavail, bsize } = statfsSync(place);
    if (bavail * bsize < 2 ** 30) return this.skip();
    const [used, own, ofChild] = foldersOf(place);
    assert.equal(path.dirname(used ?? ''), place);
    assert.deepEqual([own, ofChild], [used, used]);
    assert.deepEqual(readdirSync(place), []);
  });

  it('stay where they are without such a place, and where the user has named one', () => {
    const missing = path.join(place, 'missing');
    assert.equal(foldersOf(missing)[0], null);
    assert.equal(existsSync(missing), false);
    assert.equal(foldersOf(place, { TMPDIR: place })[0], null);
    assert.deepEqual(readdirSync(place), []);
  });
});
