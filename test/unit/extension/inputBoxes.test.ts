import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../../scripts/lib/folders.mjs';

/** The places of a source where a text is asked for by an input box that closes when something else takes the focus. */
function fleetingInputs(source: string): string[] {
  const calls = Array.from(source.matchAll(/showInputBox\((\{[\s\S]*?\}\)|[^)]*\))/g), ([, options = '']) => options);
  return calls.filter((options) => !/ignoreFocusOut: true/.test(options));
}

describe('input boxes', () => {
  it('stay open when something else takes the focus, since what was typed would be lost', () => {
    const files = globSync('src/extension/**/*.ts', { cwd: projectFolder });
    const sources = files.map((file) => readFileSync(path.join(projectFolder, file), 'utf8'));
    assert.ok(sources.filter((source) => source.includes('showInputBox(')).length > 10);
    assert.deepEqual(sources.flatMap(fleetingInputs), []);
    assert.equal(fleetingInputs('await window.showInputBox({ title })').length, 1);
  });
});
