import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeCache } from '../../../src/extension/codeCache.ts';

const names = ['a.cjs', 'b.cjs'];

describe('the cache of compiled code', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'daymark-code-'));
    write('a.cjs', 'module.exports = { name: "a", b: () => require("./b.cjs"), os: require("node:os"), __filename };');
    write('b.cjs', 'exports.a = require("./a.cjs"); exports.sum = (x, y) => x + y;');
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const cached = () => readdirSync(join(folder, 'codeCache')).toSorted();

  /** A start: loads both files; returns their exports and how many had to be compiled. */
  async function start() {
    const counts = { compiled: 0 };
    const cache = new CodeCache(folder, names, (id) => `other ${id}`);
    cache.onDidCompile = () => counts.compiled++;
    const a = cache.load('a.cjs') as { name: string; b: () => Loaded; os: unknown; __filename: string };
    const b = a.b();
    await cache.save();
    return { a, b, again: cache.load('a.cjs'), ...counts };
  }
  interface Loaded {
    readonly a: unknown;
    readonly sum: (x: number, y: number) => number;
  }

  it('loads files as `require` does: each once, with what they require of each other and of others', async () => {
    for (let i = 0; i < 2; i++) {
      const { a, b, again } = await start();
      assert.deepEqual([a.name, a.os, a.__filename], ['a', 'other node:os', join(folder, 'a.cjs')]);
      assert.equal(b.sum(2, 3), 5);
      assert.equal(b.a, a);
      assert.equal(again, a);
    }
  });

  it('reads JSON beside them', () => {
    write('a.cjs', 'exports.list = require("./list.json");');
    write('list.json', '{"one":["ä",1]}');
    const cache = new CodeCache(folder, names, () => assert.fail('it is not required'));
    assert.deepEqual(cache.load('a.cjs'), { list: { one: ['ä', 1] } });
  });

  it('compiles each file once, and again when its text is another one', async () => {
    assert.equal((await start()).compiled, 2);
    assert.equal((await start()).compiled, 0);
    // The same length as before, since V8 itself only compares the length.
    write('a.cjs', readFileSync(join(folder, 'a.cjs'), 'utf8').replace('"a"', '"z"'));
    const { compiled, a } = await start();
    assert.deepEqual([compiled, a.name], [1, 'z']);
    assert.equal(cached().length, 2, 'the code of the text before is gone');
  });

  it('asks for another module once, since VS Code takes long for each', () => {
    write('a.cjs', 'exports.both = [require("vscode"), require("vscode"), require("./b.cjs").vscode];');
    write('b.cjs', 'exports.vscode = require("vscode");');
    let asked = 0;
    const cache = new CodeCache(folder, names, () => ++asked);
    assert.deepEqual([...(cache.load('a.cjs') as { both: number[] }).both], [1, 1, 1]);
  });

  it('runs a file that was prepared when it is loaded', async () => {
    write('a.cjs', 'globalThis.ran = true; exports.is = 1;');
    const cache = new CodeCache(folder, names, () => undefined);
    const ran = () => 'ran' in globalThis;
    cache.prepare('a.cjs');
    assert.equal(ran(), false);
    assert.deepEqual({ ...(cache.load('a.cjs') as object) }, { is: 1 });
    assert.equal(ran(), true);
    Reflect.deleteProperty(globalThis, 'ran');
  });

  it('takes no code that was damaged', async () => {
    await start();
    for (const [i, name] of cached().entries()) {
      const file = join(folder, 'codeCache', name);
      const bytes = readFileSync(file);
      if (i === 0) bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1;
      writeFileSync(file, i === 0 ? bytes : bytes.subarray(0, bytes.length / 2));
    }
    const { compiled, b } = await start();
    assert.deepEqual([compiled, b.sum(1, 1)], [2, 2]);
    assert.equal((await start()).compiled, 0);
  });

  it('continues without where nothing can be written', async () => {
    writeFileSync(join(folder, 'codeCache'), 'no folder');
    for (let i = 0; i < 2; i++) assert.equal((await start()).compiled, 2);
  });

  it('throws what a file throws, and tries it again the next time', () => {
    write('a.cjs', 'throw new Error("no");');
    const cache = new CodeCache(folder, names, () => undefined);
    assert.throws(() => cache.load('a.cjs'), /^Error: no$/);
    write('a.cjs', 'exports.is = 1;');
    assert.deepEqual({ ...(cache.load('a.cjs') as object) }, { is: 1 });
  });

  it('says in a stack where in the file something happened', () => {
    write('a.cjs', '/* 12345678 */ throw new Error("here");');
    const cache = new CodeCache(folder, names, () => undefined);
    assert.throws(
      () => cache.load('a.cjs'),
      ({ stack }: Error) => stack?.includes(`${join(folder, 'a.cjs')}:1:22`) ?? false,
    );
  });
});
