import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../../scripts/lib/folders.mjs';

const panels = path.join(projectFolder, 'src/webview/panels');

describe('the class names of the panels', () => {
  it('belong to one panel each, since the style sheet of a panel that is loaded later would change the others', () => {
    const owners = new Map<string, Set<string>>();
    for (const file of globSync('*/*.css', { cwd: panels })) {
      const rules = readFileSync(path.join(panels, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
      for (const [, name = ''] of rules.matchAll(/(?<=[,}{]\s*)\.([a-z][\w-]*)(?=\s*[,{])/g))
        owners.set(name, (owners.get(name) ?? new Set()).add(path.dirname(file)));
    }
    assert.ok(owners.size > 100);
    assert.deepEqual(
      [...owners].flatMap(([name, folders]) => (folders.size > 1 ? [`${name}: ${[...folders].join(', ')}`] : [])),
      [],
    );
  });
});
