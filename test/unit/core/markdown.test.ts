import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { commandLink, escapeMarkdown } from '../../../src/core/base/markdown.ts';
import { fuzzRuns } from '../fuzz/runs.ts';

/** Renders like VS Code's preview, but more leniently: HTML is passed through, and anything like an address becomes a link. */
const renderer = new MarkdownIt({ html: true, linkify: true, typographer: false, breaks: true });

const shownIn = (html: string): string =>
  html
    .replace(/<\/?(?:p|ul|li|table|thead|tbody|tr|th|td|h1|strong|em|br)(?: [^>]*)?>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();

const plainly = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .trim();

const part = fc.constantFrom(
  'mailto:a@example.com',
  'a@example.com',
  'https://example.com/x?y=1#z',
  'www.example.com',
  'example.com',
  '//example.com',
  'command:daymark.eraseAll',
  '[a](command:x)',
  '![a](https://example.com/a.png)',
  '<a href="https://example.com">',
  '<https://example.com>',
  '<img src=x onerror=alert(1)>',
  '&lt;&#97;&amp;',
  '`code`',
  '**b** _i_ ~~s~~',
  '| cell |',
  '\n# head\n',
  '1. one',
  '1) one',
  '- item',
  '+ item',
  '===',
  '---',
  '    code',
  '[ref]: https://example.com',
  '[^1]',
  '\\',
  '@acme',
  '#12',
  '$x$',
  'ftp://h',
  'xmpp:a@b',
  '\u202Egnp.exe',
);
const name = fc
  .array(fc.oneof(part, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 6 })
  .map((all) => all.join(''));

const places: [where: string, wrap: (text: string) => string][] = [
  ['a line', (text) => text],
  ['a list', (text) => `- ${text}`],
  ['a heading', (text) => `# ${text}`],
  ['bold', (text) => `**${text}**`],
  ['a table', (text) => `| a | b |\n|---|---|\n| x | ${text} |`],
];

describe('a name in Markdown', () => {
  for (const [where, wrap] of places)
    it(`in ${where} is shown as it is, and is nothing but text`, () =>
      fc.assert(
        fc.property(name, (text) => {
          fc.pre(plainly(text) !== '');
          const html = renderer.render(wrap(escapeMarkdown(text)));
          assert.doesNotMatch(html, /<(?:a|img|code|pre|del|s|hr|ol|blockquote|script)\b/, html);
          const shown = plainly(shownIn(html).replaceAll('\n', ' '));
          const expected = plainly(text);
          assert.ok(shown.endsWith(expected), `${JSON.stringify(shown)} for ${JSON.stringify(expected)}`);
        }),
        { numRuns: fuzzRuns(300) },
      ));

  it('in a link of ours changes neither where it leads nor what else there is', () =>
    fc.assert(
      fc.property(name, name, (text, argument) => {
        const html = renderer.render(`x ${commandLink(text, 'daymark.explainDay', { argument })} y`);
        const links = Array.from(html.matchAll(/<a href="([^"]*)"/g), ([, href = '']) => href);
        // A link without text is none; its address is a single argument.
        assert.ok(links.length <= 1 && links.every((href) => href.startsWith('command:daymark.explainDay?')), html);
        for (const href of links)
          assert.deepEqual(JSON.parse(decodeURIComponent(href.slice(href.indexOf('?') + 1))), [{ argument }]);
        assert.doesNotMatch(html, /<(?:img|code|script)\b/);
      }),
      { numRuns: fuzzRuns(300) },
    ));

  it('is no address, mention or issue number to renderers that look for them after escapes', () => {
    const bare = escapeMarkdown('a@example.com mailto:a https://x www.x.com @acme #12 GH').replaceAll('\\', '');
    assert.doesNotMatch(bare, /\w@\w|mailto:|https:\/\/|www\.|@acme|#1/);
  });
});
