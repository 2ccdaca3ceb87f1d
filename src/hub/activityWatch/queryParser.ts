import { HttpProblem } from '../http/problem.ts';

/** An expression of ActivityWatch's query language. */
export type QueryExpression =
  | { readonly type: 'constant'; readonly value: string | number }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly QueryExpression[] }
  | { readonly type: 'list'; readonly items: readonly QueryExpression[] }
  | { readonly type: 'dict'; readonly entries: readonly (readonly [string, QueryExpression])[] };

/** `NAME = VALUE;` */
export interface Assignment {
  readonly name: string;
  readonly value: QueryExpression;
}

/** Deeper nesting is refused; ActivityWatch's own queries have four levels. */
const mostDepth = 40;
const mostStatements = 1000;

const blank = /\s*/y;
const word = /[\p{L}_][\p{L}\d_]*/uy;
const decimal = /-?\d+(?:\.\d+)?/y;

/**
 * Parses a query: https://docs.activitywatch.net/en/latest/querying-data.html. Like ActivityWatch's own parser, it takes a backslash as it is, but before
 * the quotation mark of its string, and a comma before a closing bracket.
 * @throws HttpProblem 400 for a query that is not valid
 */
export function parseQuery(text: string): Assignment[] {
  const parser = new Parser(text);
  const statements: Assignment[] = [];
  while (!parser.isAtEnd()) {
    if (statements.length >= mostStatements) throw new HttpProblem(400, 'The query has too many statements.');
    if (parser.skip(';')) continue;
    statements.push(parser.statement());
  }
  return statements;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    this.#match(blank);
    return this.#at >= this.#text.length;
  }

  /** Goes past a character, if it is next. */
  skip(character: string): boolean {
    this.#match(blank);
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  statement(): Assignment {
    this.#match(blank);
    const name = this.#match(word);
    if (name === '' || !this.skip('=')) throw this.#problem('Each statement of a query is NAME = VALUE;');
    const value = this.#expression(0);
    if (!this.isAtEnd() && !this.skip(';')) throw this.#problem('A statement ends with a semicolon.');
    return { name, value };
  }

  #expression(depth: number): QueryExpression {
    if (depth > mostDepth) throw this.#problem('The query is nested too deeply.');
    this.#match(blank);
    const next = this.#text[this.#at];
    if (next === '"' || next === "'") return { type: 'constant', value: this.#string(next) };
    if (this.skip('[')) return { type: 'list', items: this.#items(']', () => this.#expression(depth + 1)) };
    if (this.skip('{')) return { type: 'dict', entries: this.#items('}', () => this.#entry(depth + 1)) };
    const number = this.#match(decimal);
    if (number !== '') return { type: 'constant', value: Number(number) };
    const name = this.#match(word);
    if (name === '') throw this.#problem('A value is expected.');
    if (!this.skip('(')) return { type: 'variable', name };
    return { type: 'call', name, args: this.#items(')', () => this.#expression(depth + 1)) };
  }

  #entry(depth: number): readonly [string, QueryExpression] {
    this.#match(blank);
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'") throw this.#problem('A key in a dict is a string.');
    const key = this.#string(quote);
    if (!this.skip(':')) throw this.#problem('A colon follows a key in a dict.');
    return [key, this.#expression(depth)];
  }

  #items<T>(end: string, read: () => T): T[] {
    const items: T[] = [];
    while (!this.skip(end)) {
      items.push(read());
      if (this.skip(',')) continue;
      if (!this.skip(end)) throw this.#problem(`"${end}" or a comma is expected.`);
      break;
    }
    return items;
  }

  #string(quote: string): string {
    let text = '';
    for (let at = this.#at + 1; at < this.#text.length; at++) {
      const character = this.#text[at] ?? '';
      if (character === '\\' && this.#text[at + 1] === quote) {
        text += quote;
        at++;
      } else if (character === quote) {
        this.#at = at + 1;
        return text;
      } else text += character;
    }
    throw this.#problem('A string has no end.');
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found = ''] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }

  #problem(message: string): HttpProblem {
    return new HttpProblem(400, `${message} (character ${this.#at + 1} of the query)`);
  }
}
