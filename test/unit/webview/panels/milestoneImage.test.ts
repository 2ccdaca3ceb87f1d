import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wrap } from '../../../../src/webview/panels/goals/milestoneImage.ts';

const upTo = (count: number) => (text: string) => [...new Intl.Segmenter().segment(text)].length <= count;

describe('the text of the milestones image', () => {
  it('breaks between words', () => {
    assert.deepEqual(wrap('An hour in each of three languages.', upTo(15)), [
      'An hour in each',
      'of three',
      'languages.',
    ]);
    assert.deepEqual(wrap('Short', upTo(15)), ['Short']);
    assert.deepEqual(wrap('', upTo(15)), []);
  });

  it('breaks a word that is too long, and text without spaces', () => {
    assert.deepEqual(wrap('五日間の休暇を取りました', upTo(5)), ['五日間の休', '暇を取りま', 'した']);
    assert.deepEqual(wrap('a bcdefghij k', upTo(4)), ['a bc', 'defg', 'hij', 'k']);
  });

  it('loses no character and fits, whatever the text and the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'é', '休', ' ', '\n', '😀', ',') }),
        fc.integer({ min: 1, max: 9 }),
        (text, width) => {
          const lines = wrap(text, upTo(width));
          assert.equal(lines.join('').replaceAll(/\s/g, ''), text.replaceAll(/\s/g, ''));
          assert.ok(lines.every(upTo(width)), JSON.stringify(lines));
        },
      ),
    );
  });
});
