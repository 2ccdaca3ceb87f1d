import assert from 'node:assert/strict';
import { longestKeptText } from '../../../../src/core/facts/keptTexts.ts';
import { parseTexts } from '../../../../src/storage/keptTexts/parseTexts.ts';

const text = { key: 'a', at: 5, by: 'prompt', text: 'Fix the mill', length: 12 };
const whole = { session: 's', project: '/work/shop', texts: [text] };

describe('the content of a file with texts', () => {
  const read = (value: unknown) => parseTexts(JSON.stringify(value));

  it('is that of a session of a project', () => {
    assert.deepEqual(read(whole), whole);
    assert.deepEqual(read({ ...whole, texts: [], more: 1 }), { ...whole, texts: [] });
    for (const broken of [
      null,
      5,
      [],
      { ...whole, session: 5 },
      { ...whole, project: 5 },
      { ...whole, project: '' },
      { ...whole, texts: {} },
      { project: '/work/shop', texts: [] },
    ])
      assert.equal(read(broken), undefined, JSON.stringify(broken));
    assert.equal(parseTexts('no'), undefined);
  });

  it('is only what is a text', () => {
    const good = [
      { ...text, by: 'answer' },
      { ...text, by: 'change', file: 'mill.ts' },
      { ...text, text: 'x'.repeat(longestKeptText), length: 99_999 },
    ];
    const bad = [
      null,
      'text',
      { ...text, key: 5 },
      { ...text, at: 'noon' },
      { ...text, at: 0.5 },
      { ...text, by: 'me' },
      { ...text, text: 5 },
      { ...text, text: 'x'.repeat(longestKeptText + 1) },
      { ...text, length: '12' },
      { ...text, file: 5 },
    ];
    assert.deepEqual(read({ ...whole, texts: [...bad, ...good] })?.texts, good);
  });
});
