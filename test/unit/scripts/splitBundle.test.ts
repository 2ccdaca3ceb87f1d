import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { splitBundle } from '../../../scripts/lib/splitBundle.ts';

describe('a bundle that is split', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-split-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Splits a program with two threads, each of which shares one module with the part that is loaded later. */
  const split = async (nameOfSecond: string) => {
    const files = {
      'a.ts': "export const listOf = () => 'a';",
      'b.ts': `export const ${nameOfSecond} = () => 'b';`,
      'first.ts': "import('./late.ts');",
      'second.ts': "import { listOf } from './a.ts'; console.log(listOf());",
      'third.ts': `import { ${nameOfSecond} as b } from './b.ts'; console.log(b());`,
      'late.ts': `import { listOf } from './a.ts'; import { ${nameOfSecond} as b } from './b.ts'; export const both = listOf() + b();`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    const options = { absWorkingDir: folder, bundle: true, platform: 'node', format: 'cjs', outdir: folder } as const;
    return splitBundle({ ...options, entryPoints: [{ in: 'first.ts', out: 'first' }] }, [
      { output: 'first.cjs', loads: () => false },
      { output: 'second.cjs', entry: 'second.ts', loads: () => false },
      { output: 'third.cjs', entry: 'third.ts', loads: () => false },
      { output: 'later.cjs', loads: () => true },
    ]);
  };

  it('has what several parts need in one of them', async () => {
    const { modules } = await split('itemsOf');
    assert.deepEqual(modules['later.cjs']?.filter((name) => /[ab]\.ts/.test(name)).sort(), ['a.ts', 'b.ts']);
  });

  it('is refused where two modules of a part export one name, of which neither would be found', async () => {
    await assert.rejects(split('listOf'), /two modules of a part export one name; rename one: listOf \(later\.cjs\)/);
  });
});
