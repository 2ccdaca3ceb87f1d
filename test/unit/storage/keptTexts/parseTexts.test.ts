import assert from 'node:assert/strict';
import { longestKeptText } from '../../../../src/core/facts/keptTexts.ts';
import { parseTexts } from '../../../../src/storage/keptTexts/parseTexts.ts';

const text = { key: 'k', at: 5, by: 'prompt', text: 'Hello', length: 5 };
const session = { session: 's', project: '/p', texts: [text] };

describe('a file with the texts of a session', () => {
  it('is read as it was written, without what it does not know', () => {
    const all = [text, { ...text, by: 'answer' }, { ...text, by: 'change', file: 'a.ts' }];
    assert.deepEqual(parseTexts(JSON.stringify({ ...session, texts: all, later: 1 })), { ...session, texts: all });
  });

  it('is none without a session, a project, and a list', () => {
    for (const change of [{ session: 5 }, { project: 5 }, { project: '' }, { texts: {} }, { texts: undefined }])
      assert.equal(parseTexts(JSON.stringify({ ...session, ...change })), undefined, JSON.stringify(change));
    for (const json of ['', '{', 'null', '5', '[]']) assert.equal(parseTexts(json), undefined, json);
  });

  it('has only texts that can have been kept', () => {
    const isKept = (change: unknown): boolean => {
      const one = typeof change === 'object' && change !== null ? { ...text, ...change } : change;
      return parseTexts(JSON.stringify({ ...session, texts: [one] }))?.texts.length === 1;
    };
    const long = 'x'.repeat(longestKeptText);
    assert.deepEqual([isKept({}), isKept({ file: 'a' }), isKept({ text: long })], [true, true, true]);
    const wrong = [
      { key: 5 },
      { at: 1.5 },
      { by: 'someone' },
      { text: 5 },
      { text: `${long}x` },
      { length: '5' },
      { file: 5 },
      { file: null },
      null,
      5,
    ];
    for (const change of wrong) assert.equal(isKept(change), false, JSON.stringify(change)?.slice(0, 40));
  });
});
