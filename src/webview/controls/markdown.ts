import { h, type ComponentChild } from 'preact';
import type { MarkedToken, Token } from 'marked';
import { isPage } from '../format/text.ts';

/**
 * Returns what Markdown looks like, as nodes and never as HTML: HTML in the text stays text, only addresses of pages are links, and nothing
 * is loaded, so that an image is a link to it.
 * @param tokens of marked's lexer
 */
export function markdownNodes(tokens: readonly Token[] = []): ComponentChild[] {
  return tokens.map((token) => nodeOf(token as MarkedToken));
}

function nodeOf(token: MarkedToken): ComponentChild {
  switch (token.type) {
    case 'heading':
      // No heading of the page: its levels would be out of order.
      return h('p', {}, h('strong', {}, markdownNodes(token.tokens)));
    case 'paragraph':
      return h('p', {}, markdownNodes(token.tokens));
    case 'strong':
    case 'em':
    case 'del':
    case 'blockquote':
      return h(token.type, {}, markdownNodes(token.tokens));
    case 'code':
      return h('pre', {}, h('code', {}, token.text));
    case 'codespan':
      return h('code', {}, token.text);
    case 'br':
    case 'hr':
      return h(token.type, {});
    case 'link':
    case 'image':
      return linkTo(token.href, token.type === 'link' ? markdownNodes(token.tokens) : token.text || token.href);
    case 'list':
      return h(
        token.ordered ? 'ol' : 'ul',
        token.ordered ? { start: Number(token.start) } : {},
        token.items.map(nodeOf),
      );
    case 'list_item':
      return h('li', token.task ? { class: 'markdown-task' } : {}, markdownNodes(token.tokens));
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ ';
    case 'table':
      return h(
        'table',
        {},
        rowOf('th', token.header),
        token.rows.map((row) => rowOf('td', row)),
      );
    case 'space':
    case 'def':
      return null;
    case 'escape':
    case 'html':
      return token.text;
    case 'text':
      return token.tokens ? markdownNodes(token.tokens) : token.text;
  }
}

function linkTo(href: string, content: ComponentChild[] | string): ComponentChild {
  return isPage(href) ? h('a', { href }, content) : h('span', {}, content);
}

function rowOf(cell: 'th' | 'td', cells: readonly { readonly tokens: readonly Token[] }[]): ComponentChild {
  return h(
    'tr',
    {},
    cells.map(({ tokens }) => h(cell, {}, markdownNodes(tokens))),
  );
}
