import assert from 'node:assert/strict';
import { draftLine, inert, plainLine } from '../../../../src/ai/drafts/draftLine.ts';

describe('a line of a draft', () => {
  it('has no markup, links, or characters that act, but code spans', () => {
    assert.equal(plainLine(' **Run** [it](https://a.test) `now` ', 99), 'Run it `now`');
    assert.equal(plainLine('see https://a.test/x and <b>command:run</b> ', 99), 'see and');
    assert.equal(plainLine('a\u202Eb\u0000c\nd', 99), 'a b c d');
    assert.equal(plainLine('```npm test```', 99), '`npm test`');
  });

  it('is no heading, quotation, or entry of a list', () => {
    for (const mark of ['#', '##', '>', '-', '*', '+', '1.', '12)'])
      assert.equal(plainLine(`${mark} Fix it`, 99), 'Fix it', mark);
  });

  it('is no longer than it may be, and says where it was cut', () => {
    assert.deepEqual([plainLine('abcde', 5), plainLine('abcdef', 5)], ['abcde', 'abcd\u2026']);
    assert.equal(plainLine('abc def', 5), 'abc\u2026');
    assert.equal(plainLine(`${'|'.repeat(39)}ab`, 5), 'a', 'of eight times as much text');
  });

  it('has no code span without an end', () => {
    assert.equal(plainLine('a `b` c', 99), 'a `b` c');
    assert.equal(plainLine('a `b` c `d', 99), 'a b c d');
    assert.equal(plainLine('a `b', 99), 'a b');
    assert.equal(plainLine('a `bcde`', 5), 'a b\u2026');
  });

  it('names nobody and refers to nothing, outside of code spans that it has', () => {
    assert.equal(inert('@a `@b` @c `@d` @e'), '`@a` `@b` `@c` `@d` `@e`');
    assert.equal(inert('Fixes #12, GH-7, a/b#3, and !4'), 'Fixes `#12`, `GH-7`, `a/b#3`, and `!4`');
    assert.equal(draftLine('- Ask @ada, see `#1`', 99), 'Ask `@ada`, see `#1`');
  });
});
