import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readTheme, themeNames } from '../../fakes/viewHost/page.ts';

const root = path.resolve(import.meta.dirname, '../../../src/webview');
const files = globSync('**/*.{css,ts,tsx}', { cwd: root });
const used = new Set(
  files.flatMap((file) => readFileSync(path.join(root, file), 'utf8').match(/--vscode-[\w-]+/g) ?? []),
);

describe('the theme variables of the view', () => {
  it('are all known to a real VS Code', () => {
    const known = new Set(themeNames.flatMap((name) => Object.keys(readTheme(name).vars)));
    console.log(`       checked ${used.size} variables in ${files.length} files`);
    assert.ok(used.size > 30 && files.length > 50);
    assert.deepEqual(
      [...used].filter((name) => !known.has(name)),
      [],
    );
  });

  it('are the only source of colours', () => {
    const literal = /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i;
    const wrong = globSync('**/*.css', { cwd: root }).filter((file) =>
      literal.test(readFileSync(path.join(root, file), 'utf8')),
    );
    assert.deepEqual(wrong, []);
  });
});
