import type { Lexer } from 'marked';
import type { ComponentChild } from 'preact';
import { useMemo } from 'preact/hooks';
import { loadedOnUse } from '../state/loadedOnUse.ts';
import { markdownNodes } from './markdown.ts';
import './markdown.css';

const useParser = loadedOnUse(() => import('marked').then(({ Lexer: found }): typeof Lexer => found));

/** A text in Markdown. As long as its parser isn't there, and where it fails, the text as it was written. */
export function MarkdownText({ text }: { text: string }) {
  const { value: Parser } = useParser();
  const nodes = useMemo(() => (Parser ? parsed(text, Parser) : undefined), [text, Parser]);
  return nodes ? <div class="markdown">{nodes}</div> : <p class="markdown-plain">{text}</p>;
}

function parsed(text: string, Parser: typeof Lexer): ComponentChild[] | undefined {
  try {
    return markdownNodes(Parser.lex(text, { gfm: true, breaks: true }));
  } catch (error) {
    // Quotes in quotes, thousands deep, are more than it can follow.
    console.error(error);
    return undefined;
  }
}
