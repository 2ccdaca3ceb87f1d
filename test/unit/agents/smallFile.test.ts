import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSmallFile } from '../../../src/agents/smallFile.ts';

describe('a small file of another program', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-small-'));
    writeFileSync(at('a'), 'ä');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read with its time', () => {
    assert.deepEqual(readSmallFile(at('a'), 2), { text: 'ä', changedAt: Math.round(statSync(at('a')).mtimeMs) });
  });

  it('is none where it is longer, missing, a folder, a link, or a pipe without a writer', () => {
    assert.equal(readSmallFile(at('a'), 1), undefined);
    assert.equal(readSmallFile(at('none'), 9), undefined);
    mkdirSync(at('folder'));
    assert.equal(readSmallFile(at('folder'), 9), undefined);
    truncateSync(at('a'), 4e9);
    assert.equal(readSmallFile(at('a'), 65_536), undefined);
    if (process.platform === 'win32') return;
    symlinkSync('/dev/zero', at('device'));
    execFileSync('mkfifo', [at('pipe')]);
    for (const name of ['device', 'pipe']) assert.equal(readSmallFile(at(name), 65_536), undefined, name);
  });
});
