import assert from 'node:assert/strict';
import { namesIn } from '../../src/ai/claims/entities.ts';
import { groundedText } from '../../src/ai/drafts/groundedText.ts';
import { plainText } from '../../src/ai/plainText.ts';
import { rootSlashesOf } from '../../src/core/base/rootSlashes.ts';
import { projectScope } from '../../src/storage/erase/projectScope.ts';

/** Readers of texts from outside with regular expressions, and the number of their characters. */
const readers: Readonly<Record<string, readonly [read: (text: string) => unknown, most: number]>> = {
  namesIn: [(text) => namesIn(text, 'advice'), 6000],
  plainText: [(text) => plainText(text, 480), 1_000_000],
  groundedText: [(text) => groundedText(text, 'a'), 1_000_000],
  rootSlashesOf: [(text) => rootSlashesOf(`/${text}`), 200_000],
  isWithin: [(text) => projectScope('/home/ada/shop', []).isWithin(text), 200_000],
};
const repeated = ['a', '0', ' ', '.', '-', '/', '\\', '[', '(', '<', '`', '@', '#', 'a.', 'a-', '](', '://', '\u2026'];

describe('a text that repeats one thing', () => {
  for (const [name, [read, most]] of Object.entries(readers))
    it(`is read by ${name} in a time that doesn't explode`, () => {
      for (const one of repeated) {
        const began = performance.now();
        read(`${one.repeat(Math.ceil(most / one.length)).slice(0, most)}!a`);
        const took = performance.now() - began;
        assert.ok(took < 5000, `${took} ms for ${JSON.stringify(one)}`);
      }
    });
});
