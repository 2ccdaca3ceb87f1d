import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../../scripts/lib/folders.mjs';

/** The places of a source where a text is asked for by an input box that closes when something else takes the focus. */
function fleetingInputs(source: string): string[] {
  const calls = Array.from(source.matchAll(/showInputBox\((\{[\s\S]*?\}\)|[^)]*\))/g), ([, options = '']) => options);
  return calls.filter((options) => !/ignoreFocusOut: true/.test(options));
}

/** The lists of a source with boxes to tick, or a line to type in, that close when something else takes the focus. */
function fleetingLists(source: string): string[] {
  const lists = Array.from(source.matchAll(/showQuickPick(?:<[^>]*>)?\([\s\S]*?\);/g), ([call]) => call);
  const ticked = lists.filter((call) => call.includes('canPickMany: true') && !call.includes('ignoreFocusOut: true'));
  const isTyped = /createQuickPick(?:<[^>]*>)?\(/.test(source);
  const stays = /chosenIn\(|\.ignoreFocusOut = true/.test(source);
  return isTyped && !stays ? [...ticked, 'createQuickPick'] : ticked;
}

const sourcesOfExtension = () =>
  globSync('src/extension/**/*.ts', { cwd: projectFolder }).map((file) =>
    readFileSync(path.join(projectFolder, file), 'utf8'),
  );

describe('lists', () => {
  it('stay open where something is typed or ticked in them, since that would be lost', () => {
    const sources = sourcesOfExtension();
    assert.ok(sources.filter((source) => source.includes('canPickMany: true')).length > 3);
    assert.deepEqual(sources.flatMap(fleetingLists), []);
    assert.equal(fleetingLists('await window.showQuickPick(items, { canPickMany: true });').length, 1);
    assert.equal(fleetingLists('const pick = window.createQuickPick<Choice>();').length, 1);
  });
});

describe('input boxes', () => {
  it('stay open when something else takes the focus, since what was typed would be lost', () => {
    const sources = sourcesOfExtension();
    assert.ok(sources.filter((source) => source.includes('showInputBox(')).length > 10);
    assert.deepEqual(sources.flatMap(fleetingInputs), []);
    assert.equal(fleetingInputs('await window.showInputBox({ title })').length, 1);
  });
});
