import assert from 'node:assert/strict';
import { unlinked } from '../../../src/extension/unlinked.ts';
import { sourceTexts } from './sourceText.ts';

/** VS Code's search for links in a message: `parseLinkedText` in src/vs/base/common/linkedText.ts. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

/** Calls that show only constants and numbers. */
const constant: Readonly<Record<string, readonly string[]>> = {
  'src/extension/features/ai/claudeSetup.ts': ['text'],
  // Built by `unlinked` above.
  'src/extension/features/ai/drafts/putIntoPull.ts': ['message'],
  'src/extension/features/backend/sync/turnOn.ts': ['text'],
  'src/extension/features/breaks/breakDesk.ts': ['text'],
  'src/extension/features/calendar/manage.ts': ['problemText(problem)'],
  'src/extension/features/data/erase.ts': [
    "l10n.t('Erased: {0}. Backups changed: {1}.', counts, result.copiesChanged) + trimmed + left",
  ],
  'src/extension/features/data/importData.ts': ["l10n.t('Imported: {0}.', countsInWords(result.added))"],
  'src/extension/features/focus/focusDesk.ts': ['done', 'text'],
  // Built by `unlinked` above.
  'src/extension/features/github/githubCommands.ts': ['text'],
  'src/extension/features/timeRules/change.ts': ['detail'],
};

/** Returns the text between a call's parentheses, up to the end of its first argument. */
function firstArgument(text: string, from: number): string {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (`'"\``.includes(char)) quote = char;
    else if ('([{'.includes(char)) depth++;
    else if (depth === 0 && ',)'.includes(char)) return text.slice(from, at);
    else if (')]}'.includes(char)) depth--;
  }
  return text.slice(from);
}

/** A text without anything that is put into it, or with numbers only. */
function isFixed(argument: string): boolean {
  // One value: the count.
  if (/^counted\([\s\S]*\[[^[\],]*\],?\s*\)$/.test(argument)) return true;
  const texts = argument.match(/(?:l10n\.)?\bt\(/g)?.length ?? 0;
  const whole = /^(?:[\w.]+\s*\?\s*|\w+ === undefined\s*\?\s*)?(?:l10n\.)?t\(/.test(argument);
  return texts > 0 && whole && !/\{\d\}|\$\{/.test(argument);
}

describe('messages of the extension', () => {
  it('break every link that a name or an answer could bring', () => {
    const evil =
      'Task [Update now](command:workbench.action.terminal.sendSequence?%7B%7D) and [a](https://evil.example "b")';
    assert.equal([...evil.matchAll(link)].length, 2);
    assert.deepEqual([...unlinked(evil).matchAll(link)], []);
    assert.equal(unlinked(evil).replaceAll('\u200B', ''), evil);
    assert.equal(unlinked('a[0](b) and [x] (y)').replaceAll('\u200B', ''), 'a[0](b) and [x] (y)');
  });

  it('show nothing that comes from elsewhere without that', () => {
    const open: string[] = [];
    let calls = 0;
    for (const [file, text] of sourceTexts('src/extension')) {
      for (const { 0: call, index } of text.matchAll(
        /(?:\bwindow\.show(?:Information|Warning|Error)Message|\bshow)\(/g,
      )) {
        if (call === 'show(' && !(file === 'src/extension/notices.ts' && text.slice(index - 6, index) === 'await '))
          continue;
        calls++;
        const from = index + call.length;
        const given = firstArgument(text, from);
        const argument = given.trim();
        const isModal = /^[\s,]*\{[^}]*modal: true/.test(text.slice(from + given.length));
        const isKnown = constant[file]?.includes(argument) ?? false;
        if (isModal || isKnown || argument.startsWith('unlinked(') || isFixed(argument)) continue;
        open.push(`${file}: ${argument.replaceAll(/\s+/g, ' ')}`);
      }
    }
    assert.ok(calls > 70, `only ${calls} calls found`);
    assert.deepEqual(open, []);
  });
});
