import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../../src/core/base/appError.ts';
import { handOver, takeSecret } from '../../../src/headless/handedSecret.ts';
import { headlessOptions, startOptions } from '../../../src/headless/startOptions.ts';

const invalid = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AppError);
  assert.equal(error.code, 'invalid-input');
  assert.match(error.message, message);
  return true;
};

describe('the start options of a program', () => {
  const bundles = path.join(tmpdir(), 'no-bundles');
  const start = (argv: readonly string[], env: Record<string, string | undefined> = { DAYMARK_DATA: '/data' }) =>
    startOptions(argv, { env, bundles });

  it('allow reading only, and give models aliases, unless told otherwise', () => {
    const { headless, names, rest } = start([]);
    assert.deepEqual([headless.mayWrite, names, rest], [false, 'aliased', []]);
    assert.deepEqual(headless, {
      folder: path.resolve('/data'),
      wasmPath: path.join(bundles, 'sql-wasm.wasm'),
      codeVersion: '',
      mayWrite: false,
    });
    assert.equal(start(['--allow-write']).headless.mayWrite, true);
    for (const [level, mode] of [
      ['full', 'real'],
      ['aliased', 'aliased'],
      ['none', 'none'],
    ])
      assert.equal(start(['--names', level ?? '']).names, mode);
    for (const level of ['real', 'constructor', '', 'toString'])
      assert.throws(() => start([`--names=${level}`]), invalid(/^--names is "full", "aliased", or "none", not "/));
    assert.throws(() => start(['--allow-everything']), invalid(/--allow-everything/));
    assert.deepEqual(start(['a', '--names', 'none', 'b']).rest, ['a', 'b']);
  });

  it('name the folder before the environment does', () => {
    assert.equal(start(['--data', 'here']).headless.folder, path.resolve('here'));
    for (const [argv, env] of [
      [['--data='], { DAYMARK_DATA: '/data' }],
      [[], { DAYMARK_DATA: '' }],
    ] as const)
      assert.throws(() => start(argv, env), invalid(/^--data must name a folder\.$/));
  });

  it('tell the code that computed a cache by its size and time', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'daymark-bundles-'));
    try {
      const file = path.join(folder, 'shared.cjs');
      writeFileSync(file, 'code');
      utimesSync(file, 1000, 2000);
      const versionOf = () => headlessOptions('/data', { env: {}, bundles: folder }).codeVersion;
      assert.equal(versionOf(), '4 2000000');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a secret that is handed over', () => {
  const secret = new Uint8Array(32).fill(9);

  it('comes with the devices that were revoked', () => {
    for (const revoked of [[], ['a+/='], ['a', 'b']]) {
      const env = { DAYMARK_VAULT: handOver({ secret, newest: 12, revoked }), OTHER: 'x' };
      const taken = takeSecret(env) ?? assert.fail();
      assert.deepEqual({ ...taken, secret: [...taken.secret] }, { secret: [...secret], newest: 12, revoked });
      assert.deepEqual(env, { OTHER: 'x' });
      assert.equal(takeSecret(env), undefined);
    }
  });

  it('is refused where it is none, and leaves the environment all the same', () => {
    const short = Buffer.alloc(31).toString('base64');
    const long = Buffer.alloc(33).toString('base64');
    const right = Buffer.alloc(32).toString('base64');
    for (const text of [
      '',
      right,
      `${right}.`,
      `${right}.x`,
      `${right}.1x`,
      `${short}.1.`,
      `${long}.1.`,
      `${right}.${'1'.repeat(17)}.`,
    ]) {
      const env = { DAYMARK_VAULT: text };
      assert.throws(() => takeSecret(env), invalid(/^DAYMARK_VAULT is not as Daymark makes it\./), text);
      assert.deepEqual(env, {});
    }
    assert.ok(takeSecret({ DAYMARK_VAULT: `${right}.${'1'.repeat(16)}.` }));
  });
});
