import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { allSentences, bundleFile, bundleText, sentencesIn } from '../../../scripts/l10n.ts';

describe('the bundle of sentences for translators', () => {
  it('finds sentences in calls, whatever their quotes and lines', () => {
    const source = `t('One {0}', 1); l10n.t(\n  "It's two"\n); vscode.l10n.t('It\\'s\\u2026'); got('no'); x.t('yes');`;
    assert.deepEqual(sentencesIn(source), ['One {0}', "It's two", "It's\u2026", 'yes']);
  });

  it('is what the sources say; `npm run l10n` writes it anew', () => {
    assert.ok(allSentences().length > 500, `${allSentences().length} sentences`);
    assert.equal(readFileSync(bundleFile, 'utf8'), bundleText());
  });
});
