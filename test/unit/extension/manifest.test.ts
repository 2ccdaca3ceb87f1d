import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { viewCommands } from '../../../src/core/views/contract.ts';
import { keysIn, root, sourceTexts } from './sourceText.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Record<string, { readonly command: string; readonly when?: string }[]>;
    readonly configuration: {
      readonly properties: Record<string, { readonly default: unknown; readonly scope?: string }>;
    };
    readonly walkthroughs: {
      readonly steps: { readonly media: { readonly image: Record<string, string> } }[];
    }[];
  };
}

const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const { commands, menus, configuration, walkthroughs } = manifest.contributes;
const featureTexts = sourceTexts('src/extension/features');
const byName = (a: string, b: string): number => a.localeCompare(b);

describe('the manifest and the code', () => {
  it('declare the same commands, each registered once', () => {
    const registered = keysIn(featureTexts.values(), /^\s*'(daymark\.[\w.]+)': (?:async )?\(/gm).concat(
      keysIn(featureTexts.values(), /commands: [^\n]*\(\{ '(daymark\.\w+)':/g),
    );
    assert.ok(registered.length > 10, `only ${registered.length} commands found`);
    assert.deepEqual(registered.toSorted(byName), commands.map(({ command }) => command).toSorted(byName));
  });

  it('put every command under one category', () => {
    assert.deepEqual(new Set(commands.map(({ category }) => category)), new Set(['Daymark']));
  });

  it('name no command in a menu or for the view that is not declared', () => {
    const declared = new Set(commands.map(({ command }) => command));
    const named = Object.values(menus).flatMap((items) => items.map(({ command }) => command));
    const unknown = [...named, ...viewCommands].filter((command) => !declared.has(command));
    assert.deepEqual(unknown, []);
  });

  it('list every folder of features', () => {
    const folders = readdirSync(join(root, 'src/extension/features'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const listed = ['index.ts', 'afterStart.ts'].flatMap((name) => {
      const text = featureTexts.get(join('src/extension/features', name)) ?? '';
      const list = /: readonly Feature\[\] = \[([^\]]*)\]/.exec(text)?.[1] ?? '';
      return list.match(/\w+/g) ?? [];
    });
    assert.deepEqual(listed.toSorted(byName), folders.toSorted(byName));
  });

  it('let no workspace set anything: all settings are the user’s', () => {
    for (const [key, { scope }] of Object.entries(configuration.properties))
      assert.ok(scope === 'application' || scope === 'machine', `${key}: ${scope}`);
  });

  it('have the same settings with the same defaults', () => {
    const settings = sourceTexts('src/extension').get(join('src/extension', 'settingRules.ts')) ?? '';
    const keys = Object.keys(configuration.properties).map((key) => key.replace(/^daymark\./, ''));
    for (const key of keys) {
      assert.match(settings, new RegExp(`(?:'${key.replaceAll('.', '\\.')}'|\\b${key}): \\{`), key);
    }
    assert.equal(settings.match(/\bcheck: \w/g)?.length, keys.length);
  });

  it('have a text for every %key% of the manifest, and no text that is not used', () => {
    const texts = Object.keys(JSON.parse(read('package.nls.json')) as Record<string, string>);
    const used = new Set(Array.from(read('package.json').matchAll(/"%([\w.]+)%"/g), (match) => match[1] ?? ''));
    assert.deepEqual(texts.toSorted(byName), Array.from(used).toSorted(byName));
  });

  it('ask in clauses only for what the code sets, and for settings that there are', () => {
    const set = new Set(keysIn(sourceTexts('src/extension').values(), /setContextKey\('([\w.]+)'/g));
    const settings = new Set(Object.keys(configuration.properties));
    const clauses = Object.values(menus).flatMap((items) => items.map(({ when = '' }) => when));
    const asked = clauses.flatMap((when) => when.match(/\b(?:config\.)?daymark\.[\w.]+/g) ?? []);
    const isKnown = (key: string) =>
      key === 'daymark.dashboard' || set.has(key) || settings.has(key.replace(/^config\./, ''));
    assert.ok(asked.length > 20, `only ${asked.length} found`);
    assert.deepEqual(
      asked.filter((key) => !isKnown(key)),
      [],
    );
  });

  it('have every picture and text that the walkthrough shows', () => {
    const media = walkthroughs.flatMap(({ steps }) => steps.flatMap(({ media }) => Object.values(media.image)));
    assert.ok(media.length >= 16);
    assert.deepEqual(
      media.filter((path) => !existsSync(join(root, path))),
      [],
    );
  });
});
