import assert from 'node:assert/strict';
import { Lexer } from 'marked';
import type { ComponentChild, VNode } from 'preact';
import { markdownNodes } from '../../../../src/webview/controls/markdown.ts';

interface Props {
  readonly href?: string;
  readonly children?: ComponentChild | ComponentChild[];
}

/** The nodes as the page would have them, written as tags. */
function written(node: ComponentChild | ComponentChild[]): string {
  if (Array.isArray(node)) return node.map(written).join('');
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (typeof node !== 'object') return String(node);
  const { type, props } = node as VNode<Props>;
  assert.equal(typeof type, 'string');
  assert.ok(!('dangerouslySetInnerHTML' in props));
  const name = props.href === undefined ? String(type) : `${String(type)} ${props.href}`;
  return `[${name}:${written(props.children)}]`;
}

const shown = (text: string) => written(markdownNodes(Lexer.lex(text, { gfm: true, breaks: true })));

describe('Markdown of a task', () => {
  it('has paragraphs, emphasis, lists, code, quotes, and tables', () => {
    assert.equal(shown('**Why**\nit _fails_, ~~not~~'), '[p:[strong:Why][br:]it [em:fails], [del:not]]');
    assert.equal(shown('# Steps\n\n1. `npm ci`\n2. run'), '[p:[strong:Steps]][ol:[li:[code:npm ci]][li:run]]');
    assert.equal(shown('- [x] one\n- [ ] two'), '[ul:[li:☑ one][li:☐ two]]');
    assert.equal(shown('```ts\nif (a < b) {}\n```'), '[pre:[code:if (a < b) {}]]');
    assert.equal(shown('> quoted'), '[blockquote:[p:quoted]]');
    assert.equal(shown('| a |\n|---|\n| b |'), '[table:[tr:[th:a]][tr:[td:b]]]');
  });

  it('has links to pages only', () => {
    assert.equal(shown('[it](https://example.com/a)'), '[p:[a https://example.com/a:it]]');
    assert.equal(shown('https://example.com'), '[p:[a https://example.com:https://example.com]]');
    assert.equal(shown('[**so** `it`](https://example.com/a)'), '[p:[a https://example.com/a:[strong:so] [code:it]]]');
    for (const bad of ['command:workbench.action.quit', 'javascript:alert(1)', 'vscode://x/y', 'data:text/html,x'])
      assert.equal(shown(`[it](${bad})`), '[p:[span:it]]', bad);
  });

  it('loads nothing, and takes HTML as text', () => {
    assert.equal(shown('![shot](https://example.com/a.png)'), '[p:[a https://example.com/a.png:shot]]');
    assert.equal(
      shown('![](https://example.com/a.png)'),
      '[p:[a https://example.com/a.png:https://example.com/a.png]]',
    );
    assert.equal(shown('a\n\n---\n\n\\* b'), '[p:a][hr:][p:* b]');
    assert.equal(shown('a <img src=x onerror=alert(1)> b'), '[p:a <img src=x onerror=alert(1)> b]');
    assert.equal(shown('<script>alert(1)</script>'), '<script>alert(1)</script>');
  });
});
