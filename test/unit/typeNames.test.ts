import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

/** Exported types of `src` by name, each with the files that declare one. */
function exportedTypes(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const src = path.join(root, 'src');
  for (const file of fs
    .readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))) {
    const text = fs.readFileSync(path.join(src, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/^export (?:interface|type|(?:abstract )?class) (\w+)/gm))
      found.set(name, [...(found.get(name) ?? []), file]);
  }
  return found;
}

describe('the name of an exported type', () => {
  it('says which one is meant, wherever it is imported from', () => {
    const types = exportedTypes();
    assert.ok(types.size > 500);
    assert.deepEqual(
      [...types].filter(([, files]) => files.length > 1),
      [],
    );
  });
});
