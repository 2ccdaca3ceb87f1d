import assert from 'node:assert/strict';
import { isIgnored, patternsIn } from '../../../src/extension/privacy.ts';

describe('.daymarkignore', () => {
  const patterns = patternsIn('# what is nobody’s business\n\nsecret/\n*.env\n/build\n!keep.env\r\n');
  const cases: Record<string, boolean> = {
    'secret/a.ts': true,
    'x/secret/a.ts': true,
    '.env': true,
    'x/prod.env': true,
    'keep.env': false,
    'build/a.js': true,
    'x/build/a.js': false,
    'src/a.ts': false,
    '': false,
  };
  for (const [file, ignored] of Object.entries(cases))
    it(`${ignored ? 'holds' : 'leaves'} ${file || 'the project'}`, () =>
      assert.equal(isIgnored(patterns, file), ignored));

  it('with a star leaves out the whole project', () => {
    assert.equal(isIgnored(patternsIn('**'), ''), true);
    assert.equal(isIgnored(patternsIn('*'), 'a/b.ts'), true);
  });
});
