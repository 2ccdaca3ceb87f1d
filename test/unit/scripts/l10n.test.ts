import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { allSentences, bundleFile, bundleText, sentencesIn, translationProblems } from '../../../scripts/l10n.ts';

describe('the bundle of sentences for translators', () => {
  it('finds sentences in calls, whatever their quotes and lines', () => {
    const source = `t('One {0}', 1); l10n.t(\n  "It's two"\n); vscode.l10n.t('It\\'s\\u2026'); got('no'); x.t('yes'); plural('a', "b's"); counted(l10n.t, ['c', 'd'], [1]);`;
    assert.deepEqual(sentencesIn(source), ['One {0}', "It's two", "It's\u2026", 'yes', 'a', "b's", 'c', 'd']);
  });

  it('is what the sources say; `npm run l10n` writes it', () => {
    assert.ok(allSentences().length > 500, `${allSentences().length} sentences`);
    assert.equal(readFileSync(bundleFile, 'utf8'), bundleText());
  });

  it('has a form for one wherever a sentence of the extension begins with a count', () => {
    const literal = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/.source;
    const call = new RegExp(`(?<![\\w$])t\\(\\s*(${literal})`, 'g');
    const begins = /^['"]\**\{\d\} (?!is\b|has\b|was\b|sees\b)[a-z]+s\b/;
    const files = globSync('src/{extension,planning}/**/*.ts', { cwd: projectFolder });
    const found = files.flatMap((file) =>
      Array.from(readFileSync(path.join(projectFolder, file), 'utf8').matchAll(call), ([, text = '']) => text),
    );
    assert.ok(found.length > 300, `${found.length} sentences`);
    assert.deepEqual(
      found.filter((text) => begins.test(text)),
      [],
    );
  });

  it('names what a translation lacks, invents, or breaks', () => {
    const english = { 'a {0}': 'a {0}', b: 'b', c: 'c' };
    assert.deepEqual(translationProblems(english, { 'a {0}': 'ein', b: 'be', d: 'de' }), [
      'missing: c',
      'unknown: d',
      'placeholders differ: a {0}',
    ]);
    const more = { 'a {0}': '{0} a', 'a {0}/few': '{0} as', b: 'be', c: 'ce' };
    assert.deepEqual(translationProblems(english, more), []);
    assert.deepEqual(translationProblems(english, { ...more, 'a {0}/few': 'as', 'a {0}/other': 'x' }), [
      'unknown: a {0}/other',
      'placeholders differ: a {0}/few',
    ]);
  });

  const read = (file: string) =>
    JSON.parse(readFileSync(path.join(projectFolder, file), 'utf8')) as Record<string, string>;

  it('has straight quotes and apostrophes only, as the sentences of VS Code do', () => {
    for (const file of ['l10n/bundle.l10n.json', 'package.nls.json'])
      assert.deepEqual(
        Object.values(read(file)).filter((sentence) => /[‘’“”]/.test(sentence)),
        [],
        file,
      );
  });

  it('has whole translations only', () => {
    for (const english of ['l10n/bundle.l10n.json', 'package.nls.json'])
      for (const file of globSync(english.replace('.json', '.*.json'), { cwd: projectFolder }))
        assert.deepEqual(translationProblems(read(english), read(file)), [], file);
  });
});
