import assert from 'node:assert/strict';
import { StepBudget } from '../../../src/core/base/glob.ts';
import { ignoreLines } from '../../../src/extension/ignoreText.ts';
import { Exclusions } from '../../../src/tracking/exclusions.ts';
import { IgnoreRules } from '../../../src/tracking/ignoreRules.ts';

const host = { home: '/home/me' };
const excludes = (pattern: string, path: string): boolean =>
  new Exclusions([pattern], host).holds([path], new StepBudget(Infinity));
const faults = (pattern: string): string[] => new Exclusions([pattern], host).problems.map(({ fault }) => fault);
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

describe('a pattern of places that aren’t recorded', () => {
  const shop = 'C:/Users/me/shop/src/a.ts';
  const places: readonly [pattern: string, path: string][] = [
    ['vscode://file/C:/Users/me/shop', shop],
    // Windows copies paths with a sign for the direction of text.
    ['\u202AC:\\Users\\me\\shop', shop],
    ['\\Users\\me\\shop', shop],
    ['C:Users\\me', shop],
    ['\\\\.\\C:\\Users\\me\\shop', shop],
    ['/home/me/shop', '//wsl$/Ubuntu/home/me/shop/a.ts'],
    ['/home/me/shop', '//wsl.localhost/Debian/home/me/shop/a.ts'],
    ['/home/me/shop', 'vscode-remote://wsl+Ubuntu/home/me/shop/a.ts'],
    ['$env:USERPROFILE\\work', '/home/me/work/a.ts'],
    ['my%20shop', '/p/my shop/a.ts'],
    ['*.{pem,key', '/p/a.pem'],
    ['\u201Csecret\u201D', '/p/secret/a.ts'],
    ['\u00ABsecret\u00BB', '/p/secret/a.ts'],
    ['\uFF0A.pem', '/p/a.pem'],
    ['sec\u00ADret', '/p/secret/a.ts'],
  ];
  for (const [pattern, path] of places)
    it(`${JSON.stringify(pattern)} excludes ${path}`, () => {
      assert.ok(excludes(pattern, path));
      assert.ok(!excludes(pattern, '/q/other/b.ts'), 'and nothing else');
      assert.deepEqual(faults(pattern), []);
    });

  it('with a variable that nobody replaces excludes what it could mean, and this is told', () => {
    for (const pattern of ['%APPDATA%\\secret', '$env:APPDATA/secret', '%HOMEDRIVE%%HOMEPATH%\\secret']) {
      assert.ok(excludes(pattern, 'C:/Users/me/AppData/secret/a.ts'), pattern);
      assert.deepEqual(faults(pattern), ['variable'], pattern);
    }
    assert.deepEqual(faults('a%20b%20c'), []);
  });
});

describe('the lines of an ignore file', () => {
  const files: Readonly<Record<string, Buffer | string>> = {
    'UTF-16, and lines that another shell added': Buffer.concat([utf16('\uFEFFsecret/\n'), Buffer.from('*.pem\n')]),
    'UTF-16 without a mark, and lines that another shell added': Buffer.concat([
      utf16('secret/\n'),
      Buffer.from('*.pem\n'),
    ]),
    'signs for the direction of text': '\u200Esecret/\u200E\n\u202A*.pem\n',
    'curly quotes and full-width signs': '\u201Csecret/\u201D\n\uFF0A.pem\n',
    'items of a list, and comments of another kind': '- secret/ // mine\n\u2022 *.pem\n',
    'several patterns in a line': 'secret/, *.pem\n',
    'a list of JSON': '["secret/", "*.pem"]\n',
    'whole paths of Windows': 'C:\\x\\secret\\\nC:/x/*.pem\n',
  };
  for (const [name, content] of Object.entries(files))
    it(`exclude in a file with ${name}`, () => {
      const rules = new IgnoreRules(ignoreLines(Buffer.from(content)) ?? ['**'], false);
      const excluded = ['secret/a.ts', 'x.pem', 'src/b.ts'].map((file) => rules.excludes(file));
      assert.deepEqual(excluded, [true, true, false]);
    });

  it('are unknown where a file has two encodings, or text with zeros', () => {
    for (const bytes of [Buffer.concat([Buffer.from('secret/\n'), utf16('*.pem\n')]), Buffer.from('secret/\0*.pem\0')])
      assert.equal(ignoreLines(bytes), undefined);
  });

  it('are read in time that grows with the file', () => {
    const started = performance.now();
    for (const end of [[0xe9, 0], [0x0a, 0], []])
      ignoreLines(Buffer.concat([utf16('a'), Buffer.from('x'.repeat(64_000)), Buffer.from(end)]));
    assert.ok(performance.now() - started < 1500);
  });

  it('are no more than those of a file in one encoding', () => {
    for (const text of ['*\n!src/\n', 'm\u00FCll/\n# \u4E0A\n', '\u79D8\u5BC6/\n!\u4E0A/\n'])
      assert.deepEqual(ignoreLines(utf16(`\uFEFF${text}`)), ignoreLines(Buffer.from(text)), text);
  });
});
