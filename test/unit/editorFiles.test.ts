import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../editor');

/** Names of the files that editor tests write (by `writeOutside`, or `begin`, which calls it), each with the tests that do. */
function writtenFiles(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts')))
    for (const [, name = ''] of fs
      .readFileSync(path.join(folder, file), 'utf8')
      .matchAll(/\b(?:writeOutside|begin)\('([^']+)'/g))
      found.set(name, [...(found.get(name) ?? []), file]);
  return found;
}

describe('a file that an editor test writes', () => {
  // VS Code keeps a closed document for three minutes. Under a name that comes again it is opened with its old text.
  it('has a name of its own', () => {
    const files = writtenFiles();
    assert.ok(files.size > 30);
    assert.deepEqual(
      [...files].filter(([, users]) => users.length > 1),
      [],
    );
  });
});
