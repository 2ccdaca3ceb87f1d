import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureCached, isComplete } from '../../../scripts/lib/cached.mjs';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { runQuietly } from '../../../scripts/lib/run.ts';

describe('a cached folder', () => {
  let parent: string;
  let folder: string;
  beforeEach(() => {
    parent = mkdtempSync(path.join(tmpdir(), 'daymark-cached-'));
    folder = path.join(parent, 'tool', '1.0.0');
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  const fillWith = (text: string) => (aside: string) => {
    writeFileSync(path.join(aside, 'file'), text);
    return Promise.resolve();
  };
  const content = () => readFileSync(path.join(folder, 'file'), 'utf8');
  const siblings = () => readdirSync(path.dirname(folder));

  it('is made once', async () => {
    assert.equal(await ensureCached(folder, fillWith('first')), folder);
    await ensureCached(folder, fillWith('second'));
    assert.equal(content(), 'first');
    assert.deepEqual(siblings(), ['1.0.0']);
  });

  it('is made again when it was left half-made', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'half'), '');
    assert.equal(isComplete(folder), false);
    await ensureCached(folder, fillWith('whole'));
    assert.equal(content(), 'whole');
    assert.equal(existsSync(path.join(folder, 'half')), false);
  });

  it('is not there, and leaves nothing, when making it fails', async () => {
    await assert.rejects(
      ensureCached(folder, (aside) => {
        writeFileSync(path.join(aside, 'half'), '');
        return Promise.reject(new Error('no network'));
      }),
      /no network/,
    );
    assert.equal(existsSync(folder), false);
    assert.deepEqual(siblings(), []);
  });

  it('ignores the lock of a process that is gone, and clears away what it left', async () => {
    const gone = 4_000_000;
    mkdirSync(path.dirname(folder), { recursive: true });
    writeFileSync(`${folder}.lock`, String(gone));
    const leftover = `${folder}.${gone}-abc.tmp`;
    mkdirSync(leftover);
    const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(leftover, hoursAgo, hoursAgo);
    await ensureCached(folder, fillWith('whole'));
    assert.deepEqual(siblings(), ['1.0.0']);
  });

  it('is made by one of several processes that want it at once', async () => {
    const script = `
      import { appendFileSync, writeFileSync } from 'node:fs';
      import { ensureCached } from ${JSON.stringify(path.join(projectFolder, 'scripts/lib/cached.mjs'))};
      await ensureCached(${JSON.stringify(folder)}, async (aside) => {
        appendFileSync(${JSON.stringify(path.join(parent, 'made'))}, 'x');
        await new Promise((resolve) => setTimeout(resolve, 200));
        writeFileSync(aside + '/file', 'whole');
      });`;
    const runs = Array.from({ length: 4 }, () =>
      runQuietly(process.execPath, ['--input-type=module', '--eval', script]),
    );
    assert.deepEqual(
      (await Promise.all(runs)).map(({ code }) => code),
      [0, 0, 0, 0],
    );
    assert.equal(content(), 'whole');
    assert.equal(readFileSync(path.join(parent, 'made'), 'utf8'), 'x');
    assert.deepEqual(siblings(), ['1.0.0']);
  });
});
