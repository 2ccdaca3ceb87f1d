import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { writeOwnFile } from '../../../src/hub/ownFile.ts';

describe('a file of the hub', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'daymark-own-'));
    file = path.join(folder, 'hub', 'tokens.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is replaced as a whole, and readable by its owner only', function () {
    writeOwnFile(file, 'first');
    writeOwnFile(file, 'second');
    assert.equal(readFileSync(file, 'utf8'), 'second');
    assert.deepEqual(readdirSync(path.dirname(file)), ['tokens.json']);
    if (process.platform === 'win32') this.skip();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(path.dirname(file)).mode & 0o777, 0o700);
  });

  it('stays as it was when the disk takes a part of the new one only', function () {
    if (process.platform === 'win32') this.skip();
    writeOwnFile(file, 'as it was');
    const module = pathToFileURL(path.join(projectFolder, 'src/hub/ownFile.ts')).href;
    const program = `import { writeOwnFile } from '${module}';
      try { writeOwnFile(process.argv[1], 'x'.repeat(100_000)); } catch (error) { console.log(error.code); }`;
    // Limits the size of this process's files to some kilobytes: the first call writes that much, and the next one fails.
    const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" --input-type=module -e "$1" "$2"`;
    const { stdout } = spawnSync('bash', ['-c', limited, process.execPath, program, file], { encoding: 'utf8' });
    assert.equal(stdout.trim(), 'EFBIG');
    assert.equal(readFileSync(file, 'utf8'), 'as it was');
    assert.deepEqual(readdirSync(path.dirname(file)), ['tokens.json']);
  });
});
