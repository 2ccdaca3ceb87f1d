import assert from 'node:assert/strict';
import { hunksIn, ReplayDocument } from '../../../bench/replay/hunks.ts';

describe('the replay of a history', () => {
  const cases: [name: string, before: string, diff: string, after: string][] = [
    ['a line replaced', 'a\nb\nc\n', '@@ -2 +2 @@\n-b\n+B\n', 'a\nB\nc\n'],
    ['lines inserted', 'a\nb\n', '@@ -1,0 +2,2 @@\n+x\n+y\n', 'a\nx\ny\nb\n'],
    ['lines put at the end', 'a\n', '@@ -1,0 +2 @@\n+b\n', 'a\nb\n'],
    ['lines removed', 'a\nb\nc\n', '@@ -1,2 +0,0 @@\n-a\n-b\n', 'c\n'],
    ['a new file', '', '@@ -0,0 +1,2 @@\n+a\n+b\n', 'a\nb\n'],
    ['a last line break that goes', 'a\nb\n', '@@ -2 +2 @@\n-b\n+b\n\\ No newline at end of file\n', 'a\nb'],
    ['one that comes', 'a\nb', '@@ -2 +2,2 @@\n-b\n\\ No newline at end of file\n+b\n+c\n', 'a\nb\nc\n'],
    ['two places', 'a\nb\nc\nd\n', '@@ -1 +1 @@\n-a\n+A\n@@ -4 +4,2 @@\n-d\n+D\n+E\n', 'A\nb\nc\nD\nE\n'],
  ];
  for (const [name, before, diff, after] of cases)
    it(`makes of ${name} the text that git has`, () => {
      const document = new ReplayDocument(before);
      for (const hunk of hunksIn(diff).toReversed()) document.replace(hunk);
      assert.equal(document.text, after);
    });
});
