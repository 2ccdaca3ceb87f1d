import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { createFormat } from '../../../../src/webview/format/format.ts';
import { plural } from '../../../../src/webview/format/plural.ts';

describe('plural forms in the view', () => {
  afterEach(() => l10n.config({ contents: {} }));
  const countsIn = (locale: string, counts: readonly number[]) => {
    const format = createFormat(locale, () => 0);
    return counts.map((count) => format.count(plural('{0} point', '{0} points'), count));
  };

  it('are one and other in English', () => {
    assert.deepEqual(countsIn('en', [0, 1, 2, 1000]), ['0 points', '1 point', '2 points', '1,000 points']);
  });

  it('are as many as the language has', () => {
    l10n.config({
      contents: {
        '{0} point': '{0} punkt',
        '{0} points': '{0} punktu',
        '{0} points/few': '{0} punkty',
        '{0} points/many': '{0} punktów',
      },
    });
    assert.deepEqual(countsIn('pl', [1, 2, 5, 22, 1.5]), [
      '1 punkt',
      '2 punkty',
      '5 punktów',
      '22 punkty',
      '1,5 punktu',
    ]);
  });

  it('fall back to the other form where a translation has no more', () => {
    l10n.config({ contents: { '{0} point': '{0} punkt', '{0} points': '{0} pkt' } });
    assert.deepEqual(countsIn('pl', [1, 2, 5]), ['1 punkt', '2 pkt', '5 pkt']);
  });
});

describe('a text of the view', () => {
  it('is looked up when it is shown, since translations come with the page', () => {
    const folder = path.join(import.meta.dirname, '../../../../src/webview');
    const early = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
      .filter((line) => /^\S.*\b(l10n\.t|plural)\(/.test(line) && !/=>|function|^l10n|^import|^\/?\*/.test(line))
      .filter((line) => !line.startsWith('const host = '));
    assert.deepEqual(early, []);
  });
});
