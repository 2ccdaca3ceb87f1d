import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../../../scripts/lib/folders.mjs';

const folder = path.join(projectFolder, 'src/extension/sensors');
const list = readFileSync(path.join(folder, 'index.ts'), 'utf8');

describe('the list of sensors', () => {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'index.ts')
    .map((entry) => path.basename(entry.name, '.ts'))
    .sort();
  const imported: RegExpExecArray[] = [...list.matchAll(/^import \{ (\w+) \} from '\.\/(\w+)\.ts';$/gm)];
  const listed = /readonly Sensor\[\] = \[([^\]]*)\]/.exec(list)?.[1]?.match(/\w+/g) ?? [];

  it('imports every file of the folder, each by its own name', () => {
    assert.deepEqual(imported.map((match) => match[2] ?? '').toSorted(), files);
    for (const [, name, file] of imported) assert.equal(name, file);
  });

  it('holds each once', () => {
    assert.deepEqual(listed.toSorted(), files);
  });

  it('gives each the id that is its name', () => {
    for (const file of files) {
      const text = readFileSync(path.join(folder, `${file}.ts`), 'utf8');
      assert.match(text, new RegExp(`export const ${file}: Sensor = \\{\\n  id: '${file}',`));
    }
  });
});
