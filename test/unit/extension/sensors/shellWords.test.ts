import assert from 'node:assert/strict';
import { splitCommandLine } from '../../../../src/extension/sensors/support/shellWords.ts';

/** Commands with their words; one that the shell would replace a part of ends with `$…`. */
const split = (line: string, shell?: string): string[][] =>
  splitCommandLine(line, shell).map((words) => words.map(({ text, isLiteral }) => (isLiteral ? text : `${text}$…`)));

/** Each line, and its commands in a shell. */
function check(shell: string | undefined, cases: readonly (readonly [line: string, commands: string[][]])[]): void {
  for (const [line, commands] of cases) assert.deepEqual(split(line, shell), commands, JSON.stringify(line));
}

describe('the words of a command line', () => {
  it('are between spaces, and commands between signs', () =>
    check('bash', [
      ['', []],
      ['  \t ', []],
      ['a  b\tc', [['a', 'b', 'c']]],
      ['a;b', [['a'], ['b']]],
      ['a && b || c', [['a'], ['b'], ['c']]],
      ['a | b |& c & d', [['a'], ['b'], ['c'], ['d']]],
      ['(a b) ; c', [['a', 'b'], ['c']]],
      ['a\nb', [['a'], ['b']]],
      ['a\r\nb', [['a'], ['b']]],
      ['f() { a; }', [['f'], ['{', 'a'], ['}']]],
      ['& "C:\\Program Files\\x.exe" y', [['C:\\Program Files\\x.exe', 'y']]],
    ]));

  it('end at a comment, which begins a word', () =>
    check('bash', [
      ['a # b; c', [['a']]],
      ['a #b\nc', [['a'], ['c']]],
      ['a#b c', [['a#b', 'c']]],
      ["''#b", [['#b']]],
      ['# a', []],
      ['a <# b; c #> d', [['a', 'd']]],
      ['a <# b', [['a']]],
    ]));

  it('are joined from parts, quoted or not', () =>
    check('bash', [
      [`a'b c'"d e"f`, [['ab cd ef']]],
      [`'' ""`, [['', '']]],
      [`'a\\' b`, [['a\\', 'b']]],
      [`"a\\"b" c`, [['a"b', 'c']]],
      [`"a\\\\" b`, [['a\\', 'b']]],
      [`"a\\nb"`, [['a\\nb']]],
      [`"a'b" 'c"d'`, [["a'b", 'c"d']]],
      [`$'a\\'b' c`, [["a'b", 'c']]],
      [`"a;b" 'c&d' "e#f"`, [['a;b', 'c&d', 'e#f']]],
    ]));

  it('have escaped signs, and Windows paths', () =>
    check('bash', [
      ['a\\ b c', [['a b', 'c']]],
      ['a\\;b', [['a;b']]],
      ['a\\#', [['a#']]],
      ['C:\\a\\b \\\\c', [['C:\\a\\b', '\\\\c']]],
      ['.\\a \\.b', [['.\\a', '\\.b']]],
      ['a \\\nb', [['a', 'b']]],
      ['a\\\nb', [['ab']]],
      ['a\\', [['a']]],
    ]));

  it('are no longer literal where the shell replaces a part of them', () =>
    check('bash', [
      ['a $B c', [['a', '$B$…', 'c']]],
      ['a x$(b; c)y d', [['a', 'xy$…', 'd']]],
      ['a ${B} "c $(d "e f") g" h', [['a', '$…', 'c  g$…', 'h']]],
      ['a `b; c` d', [['a', '$…', 'd']]],
      ['a "x `b` y" z', [['a', 'x  y$…', 'z']]],
      ["a '$B' '`c`'", [['a', '$B', '`c`']]],
      ['a "\\$B" "\\`c\\`"', [['a', '$B', '`c`']]],
      ['a $(b $(c) { d; } ) e', [['a', '$…', 'e']]],
      ['a $(b \')\' ")" \\) ) c', [['a', '$…', 'c']]],
      ['a $(b "\\")" ) c', [['a', '$…', 'c']]],
      ["a $(b '\\') c", [['a', '$…', 'c']]],
      ['a $B;c', [['a', '$B$…'], ['c']]],
      ['a $', [['a', '$$…']]],
      ['a $(b', [['a', '$…']]],
    ]));

  it('are not the targets of redirections', () =>
    check('bash', [
      ['a > b c', [['a', 'c']]],
      ['a >b c', [['a', 'c']]],
      ['a 2>&1 b', [['a', 'b']]],
      ['a 2> "b c" d', [['a', 'd']]],
      ['a x2>b c', [['a', 'x2', 'c']]],
      ['a &> b c', [['a', 'c']]],
      ['a &>> b c', [['a', 'c']]],
      ['a >> b >| c d', [['a', 'd']]],
      ['a < b <> c d', [['a', 'd']]],
      ['a <<< "b c" d', [['a', 'd']]],
      ['a <(b; c) d', [['a', 'd']]],
      ['a >(b (c) ) d', [['a', 'd']]],
      ['a > $B c', [['a', 'c']]],
      ['> a b', [['b']]],
      ['a >;b', [['a'], ['b']]],
    ]));

  it('are not the text of heredocs', () =>
    check('bash', [
      ['a <<E b\nc d\nE\nf', [['a', 'b'], ['f']]],
      ["a <<'E F'\nc\nE F\nf", [['a'], ['f']]],
      ['a <<-E\n\tc\n\tE\nf', [['a'], ['f']]],
      ['a << E\nc\nE\nf', [['a'], ['f']]],
      ['a <<E <<F\nc\nE\nd\nF\nf', [['a'], ['f']]],
      ['a <<E\nEE\nE\nf', [['a'], ['f']]],
      ['a <<E\nc', [['a']]],
      ['a <<E | b\nc\nE', [['a'], ['b']]],
      ['a <<<E\nc', [['a'], ['c']]],
      ['a "$(b <<E\n)\'\nE\n)" c', [['a', '$…', 'c']]],
      ['a "$(b <<E\nx)" c', [['a', '$…']]],
      ['a $(b << c) d', [['a', '$…']]],
      ['a $(b <<< ")" ) d', [['a', '$…', 'd']]],
    ]));

  it('take in the rest of the line where a quote is not closed', () =>
    check('bash', [
      ["a 'b; c", [['a', 'b; c']]],
      ['a "b; c', [['a', 'b; c']]],
      ['a `b; c', [['a', '$…']]],
    ]));

  it('are those of the first 8,000 characters', () => {
    assert.deepEqual(split('x'.repeat(8000), 'bash'), [['x'.repeat(8000)]]);
    assert.deepEqual(split(`${'x'.repeat(7999)}yz`, 'bash'), [[`${'x'.repeat(7999)}y`]]);
  });

  it('are quoted in the way of PowerShell', () =>
    check('pwsh', [
      ['a C:\\b\\ c', [['a', 'C:\\b\\', 'c']]],
      ['a "b`"c" d', [['a', 'b"c', 'd']]],
      ['a b` c', [['a', 'b c']]],
      ['a `\nb', [['a', 'b']]],
      ['a `\r\nb', [['a', 'b']]],
      ['a "b\\" c', [['a', 'b\\', 'c']]],
      ["a $'b' c", [['a', '$b$…', 'c']]],
      ['a @"\nb; c\n"@ d', [['a', '', 'd']]],
      ["a @'\r\nb; c\n'@ d", [['a', '', 'd']]],
      ['a @"b" c', [['a', '@b', 'c']]],
      ['a @"\nb; c', [['a', '']]],
      ['a x@"\nb"', [['a', 'x@\nb']]],
    ]));

  it('are quoted in the way of fish', () =>
    check('fish', [
      ["a 'b\\'c' d", [['a', "b'c", 'd']]],
      ['a b`c d', [['a', 'b`c', 'd']]],
      ["a $'b\\'c' d", [['a', "$b'c$…", 'd']]],
    ]));

  it('are read in the first way that closes each quote where the shell is not known', () => {
    for (const shell of [undefined, 'xonsh', 'bashx', 'xsh']) {
      check(shell, [
        ["a 'b\\'c' d", [['a', "b'c", 'd']]],
        ['a "b`"c" d; e', [['a', 'b"c', 'd'], ['e']]],
        ["a 'b c", [['a', 'b c']]],
        ["a 'b' c", [['a', 'b', 'c']]],
        ['a `b; c', [['a', 'b'], ['c']]],
      ]);
    }
    for (const shell of ['bash', 'gitbash', 'ksh', 'sh', 'wsl', 'zsh'])
      check(shell, [["a 'b\\'c' d; e", [['a', 'b\\c d; e']]]]);
  });
});
