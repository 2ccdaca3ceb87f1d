/** A word of a command line, unquoted. */
export interface ShellWord {
  readonly text: string;
  /** False where the shell would replace a part of it: `$(date)`, `${NAME}`, `` `date` ``. */
  readonly isLiteral: boolean;
}

/** The longest command line that is read, in characters. What follows is left out. */
const longestLine = 8000;
const endOfWord = /[\s;|&()<>]/;

/** Rules of quoting: in PowerShell a backtick escapes, in fish a backslash does so between single quotes too. */
type Quoting = 'posix' | 'powershell' | 'fish';

/**
 * Splits a command line into simple commands, and these into words: quotes, escapes, comments, heredocs, redirections, substitutions. A
 * backslash before a letter is kept as part of a Windows path, `&` at the start calls a program, and `{ … }` groups. An unclosed quote takes
 * in the rest of the line, so that no part of an argument is ever taken for a command. Linear in the length of the line.
 * @param shell the name that VS Code gives the shell: `bash`, `pwsh`. If it isn't known, the line is read like POSIX shells do, or by the
 *   first other quoting that leaves no quote open, since the shell took the line as complete.
 */
export function splitCommandLine(line: string, shell?: string): ShellWord[][] {
  let first: ShellWord[][] | undefined;
  for (const quoting of quotingsOf(shell)) {
    const reader = new LineReader(line.slice(0, longestLine), quoting);
    const commands = reader.read();
    if (reader.isComplete) return commands;
    first ??= commands;
  }
  return first ?? [];
}

function quotingsOf(shell: string | undefined): readonly Quoting[] {
  if (shell === 'pwsh') return ['powershell'];
  if (shell === 'fish') return ['fish'];
  const isPosix = shell !== undefined && /^(?:bash|gitbash|ksh|sh|wsl|zsh)$/.test(shell);
  return isPosix ? ['posix'] : ['posix', 'powershell', 'fish'];
}

class LineReader {
  /** False after a quote or substitution that nothing closes. */
  isComplete = true;
  readonly #line: string;
  readonly #quoting: Quoting;
  #at = 0;
  #commands: ShellWord[][] = [];
  #words: ShellWord[] = [];
  #text: string | undefined;
  #isLiteral = true;
  /** Delimiters of heredocs whose text begins on the next line. */
  #heredocs: string[] = [];

  constructor(line: string, quoting: Quoting) {
    this.#line = line;
    this.#quoting = quoting;
  }

  read(): ShellWord[][] {
    while (this.#at < this.#line.length) this.#step(this.#line.charAt(this.#at));
    this.#endCommand();
    return this.#commands;
  }

  #step(sign: string): void {
    if (sign === '\n') return this.#endLine();
    if (/\s/.test(sign)) return this.#endWord(1);
    if (sign === '#' && this.#text === undefined) return this.#skipTo('\n');
    if (this.#line.startsWith('<#', this.#at)) return this.#skipTo('#>', 2);
    if (sign === '@' && this.#text === undefined && this.#hereString()) return;
    if (sign === '<' || sign === '>') return this.#redirect();
    if (sign === '&' && this.#line[this.#at + 1] === '>') return this.#redirect();
    if (/[;|&()]/.test(sign)) return this.#endCommand(1);
    this.#readPart(sign);
  }

  #readPart(sign: string): void {
    if (sign === "'") return this.#singleQuoted(this.#quoting === 'fish');
    if (sign === '"') return this.#doubleQuoted();
    if (sign === '`') return this.#backtick();
    if (sign === '\\') return this.#escape();
    if (sign === '$' && this.#line[this.#at + 1] === "'" && this.#quoting === 'posix') {
      this.#at++;
      return this.#singleQuoted(true);
    }
    if (sign === '$') return this.#dollar();
    this.#add(sign, 1);
  }

  /** PowerShell's `@"` at the end of a line begins a text that ends with `"@` at the beginning of one. */
  #hereString(): boolean {
    const quote = /^@(["'])[ \t]*\r?\n/.exec(this.#line.slice(this.#at, this.#at + 100))?.[1];
    if (quote === undefined) return false;
    const end = this.#line.indexOf(`\n${quote}@`, this.#at);
    this.#add('', (end === -1 ? this.#line.length : end + 3) - this.#at);
    return true;
  }

  #add(text: string, length: number): void {
    this.#text = (this.#text ?? '') + text;
    this.#at += length;
  }

  #endWord(length = 0): void {
    this.#at += length;
    if (this.#text === undefined) return;
    this.#words.push({ text: this.#text, isLiteral: this.#isLiteral });
    this.#text = undefined;
    this.#isLiteral = true;
  }

  #endCommand(length = 0): void {
    this.#endWord(length);
    if (this.#words.length > 0) this.#commands.push(this.#words);
    this.#words = [];
  }

  #endLine(): void {
    this.#endCommand(1);
    for (const delimiter of this.#heredocs) this.#skipHeredoc(delimiter);
    this.#heredocs = [];
  }

  #skipHeredoc(delimiter: string): void {
    while (this.#at < this.#line.length) {
      const end = this.#lineEnd(this.#at);
      const text = this.#line.slice(this.#at, end).trim();
      this.#at = end + 1;
      if (text === delimiter) return;
    }
  }

  #lineEnd(from: number): number {
    const end = this.#line.indexOf('\n', from);
    return end === -1 ? this.#line.length : end;
  }

  #skipTo(sign: string, more = 0): void {
    const end = this.#line.indexOf(sign, this.#at);
    this.#at = end === -1 ? this.#line.length : end + more;
  }

  #singleQuoted(canEscape: boolean): void {
    this.#add('', 1);
    while (this.#at < this.#line.length) {
      const sign = this.#line.charAt(this.#at);
      if (sign === "'") return this.#add('', 1);
      if (sign === '\\' && canEscape) this.#add(this.#line.charAt(this.#at + 1), 2);
      else this.#add(sign, 1);
    }
    this.isComplete = false;
  }

  #doubleQuoted(): void {
    this.#add('', 1);
    while (this.#at < this.#line.length) {
      const sign = this.#line.charAt(this.#at);
      if (sign === '"') return this.#add('', 1);
      if (sign === '\\' && this.#quoting !== 'powershell' && /["\\$`\n]/.test(this.#line.charAt(this.#at + 1)))
        this.#add(this.#line.charAt(this.#at + 1), 2);
      else if (sign === '`') this.#backtick();
      else if (sign === '$') this.#dollar();
      else this.#add(sign, 1);
    }
    this.isComplete = false;
  }

  /** A backslash before a letter or digit belongs to a Windows path; before anything else it escapes. */
  #escape(): void {
    const next = this.#line.charAt(this.#at + 1);
    if (this.#quoting === 'powershell') this.#add('\\', 1);
    else if (next === '\n') this.#at += 2;
    else if (/[\w\\.]/.test(next)) this.#add('\\', 1);
    else this.#add(next, 2);
  }

  /** A substitution in POSIX shells, and PowerShell's escape. */
  #backtick(): void {
    if (this.#quoting === 'fish') return this.#add('`', 1);
    if (this.#quoting === 'powershell') {
      if (/^`\r?\n/.test(this.#line.slice(this.#at, this.#at + 3))) this.#at = this.#lineEnd(this.#at) + 1;
      else this.#add(this.#line.charAt(this.#at + 1), 2);
      return;
    }
    const end = this.#line.indexOf('`', this.#at + 1);
    if (end === -1) this.isComplete = false;
    this.#isLiteral = false;
    this.#add('', (end === -1 ? this.#line.length : end + 1) - this.#at);
  }

  #dollar(): void {
    const next = this.#line[this.#at + 1];
    this.#isLiteral = false;
    if (next === '(' || next === '{') return this.#add('', endOfGroup(this.#line, this.#at + 1) - this.#at);
    this.#add('$', 1);
  }

  /** `> file`, `2>&1`, `<<END`, `<<< text`, `<(command)`: their targets are not words of the command. */
  #redirect(): void {
    if (/^\d+$/.test(this.#text ?? '')) this.#text = undefined;
    this.#endWord();
    const [signs = '<'] = /^(?:&?>>?\|?|<<<|<<-?|<>|<)/.exec(this.#line.slice(this.#at, this.#at + 4)) ?? [];
    this.#at += signs.length;
    if (this.#line[this.#at] === '(') {
      this.#at = endOfGroup(this.#line, this.#at);
      return;
    }
    if (this.#line[this.#at] === '&') this.#at++;
    const target = this.#target();
    if (/^<<-?$/.test(signs) && target !== '') this.#heredocs.push(target);
  }

  #target(): string {
    while (/[ \t]/.test(this.#line.charAt(this.#at))) this.#at++;
    while (this.#at < this.#line.length && !endOfWord.test(this.#line.charAt(this.#at)))
      this.#readPart(this.#line.charAt(this.#at));
    const target = this.#text ?? '';
    this.#text = undefined;
    this.#isLiteral = true;
    return target;
  }
}

/**
 * Finds the end of a `( … )` or `{ … }`, skipping nested ones, quoted text, and heredocs.
 * @param from the position of the opening character
 */
function endOfGroup(line: string, from: number): number {
  let depth = 0;
  for (let at = from; at < line.length; at++) {
    const sign = line[at];
    if (sign === '\\') at++;
    else if (sign === "'" || sign === '"') at = closingQuote(line, at);
    else if (sign === '<' && line.startsWith('<<', at) && !line.startsWith('<<<', at)) at = endOfHeredoc(line, at);
    else if (sign === '(' || sign === '{') depth++;
    else if ((sign === ')' || sign === '}') && --depth === 0) return at + 1;
  }
  return line.length;
}

function closingQuote(line: string, from: number): number {
  const quote = line[from];
  for (let at = from + 1; at < line.length; at++) {
    if (line[at] === '\\' && quote === '"') at++;
    else if (line[at] === quote) return at;
  }
  return line.length;
}

/** The last character of a heredoc, or of its operator if it has none. */
function endOfHeredoc(line: string, from: number): number {
  const delimiter = /^<<-?\s*(['"]?)([\w.-]{1,100})\1/.exec(line.slice(from, from + 120))?.[2];
  if (delimiter === undefined) return from + 1;
  for (let at = line.indexOf('\n', from); at !== -1; at = line.indexOf('\n', at + 1)) {
    const end = line.indexOf('\n', at + 1);
    if (line.slice(at + 1, end === -1 ? line.length : end).trim() === delimiter)
      return (end === -1 ? line.length : end) - 1;
  }
  return line.length;
}
