import assert from 'node:assert/strict';
import { StepBudget } from '../../../src/core/base/glob.ts';
import { Exclusions, mostPatterns } from '../../../src/tracking/exclusions.ts';
import { IgnoreRules } from '../../../src/tracking/ignoreRules.ts';
import { longestPattern } from '../../../src/tracking/patternReadings.ts';

const links: Readonly<Record<string, string>> = { '/link': '/real/place', '/home/me': '/home/me' };
const host = { home: '/home/me', realPath: (path: string) => links[path] };
const budget = () => new StepBudget(1e6);

/** Which of some paths a setting excludes. */
function excluded(value: unknown, ...paths: string[]): string[] {
  const exclusions = new Exclusions(value, host);
  return paths.filter((path) => exclusions.holds([path], budget()));
}
const faults = (value: unknown) => new Exclusions(value, host).problems.map(({ item, fault }) => [item, fault]);

describe('a setting that lists what is excluded', () => {
  it('excludes nothing where it is empty', () => {
    for (const value of [undefined, null, []])
      assert.deepEqual([excluded(value, '/a'), faults(value)], [[], []], String(value));
  });

  it('is read as all that it could mean where it is no list', () => {
    for (const value of [5, true]) assert.deepEqual(excluded(value, '/a'), ['/a']);
    assert.deepEqual(excluded('a;b\nc,d', '/x/a', '/x/b', '/x/c', '/x/d', '/x/e'), ['/x/a', '/x/b', '/x/c', '/x/d']);
    assert.deepEqual(excluded('{a,b}', '/x/a', '/x/b', '/x/c'), ['/x/a', '/x/b']);
    const table = { a: true, b: false, c: 'odd' };
    assert.deepEqual(excluded(table, '/x/a', '/x/b', '/x/c'), ['/x/a', '/x/c']);
    for (const value of [5, 'a', table]) assert.deepEqual(faults(value), [[undefined, 'type']]);
  });

  it('excludes everything where an item is no text, and nothing for an empty one', () => {
    assert.deepEqual(excluded(['a', 5], '/z'), ['/z']);
    assert.deepEqual(excluded(['', '  ', 'a'], '/z', '/a'), ['/a']);
    assert.deepEqual(faults(['a', 5, '', '  ', 'b']), [
      [1, 'type'],
      [2, 'empty'],
      [3, 'empty'],
    ]);
  });

  it('excludes everything where it has too many items', () => {
    const many = (count: number) => Array<string>(count).fill('a');
    assert.deepEqual([excluded(many(mostPatterns), '/b'), faults(many(mostPatterns))], [[], []]);
    assert.deepEqual(excluded(many(mostPatterns + 1), '/b'), ['/b']);
    assert.deepEqual(faults(many(mostPatterns + 1)), [[undefined, 'many']]);
  });

  it('excludes the folder of a pattern that is too long', () => {
    const long = (length: number) => `/q/${'x'.repeat(length - 3)}`;
    assert.deepEqual([excluded([long(longestPattern)], '/q/y'), faults([long(longestPattern)])], [[], []]);
    assert.deepEqual(excluded([long(longestPattern + 1)], '/q/y', '/z/q/y', '/z'), ['/q/y']);
    assert.deepEqual(faults([long(longestPattern + 1)]), [[0, 'long']]);
    // The rest of a choice may name anything below.
    assert.deepEqual(excluded([`/q/{${'x/,'.repeat(200)}}`], '/q/y', '/z'), ['/q/y']);
    assert.deepEqual(excluded(['x'.repeat(longestPattern + 1)], '/z'), ['/z']);
  });

  it('has faults for what VS Code has not', () => {
    assert.deepEqual(faults(['!a', '!(a)', '[z-a]', '${workspaceFolder}/a']), [
      [0, 'exception'],
      [1, 'extended'],
      [2, 'range'],
      [3, 'variable'],
    ]);
    assert.deepEqual(excluded(['${workspaceFolder}/a'], '/x/y/a/1', '/x/y/b'), ['/x/y/a/1']);
  });
});

describe('a pattern of an excluded place', () => {
  const same: readonly (readonly [pattern: string, held: string, other: string])[] = [
    // As it was copied.
    [' secret\u200B ', '/x/secret/1', '/x/s'],
    ['"secret dir"', '/x/secret dir/1', '/x/secret'],
    ["'secret'", '/x/secret', '/x/s'],
    // Home folders.
    ['~', '/home/me/a', '/home/you/a'],
    ['~/secret', '/home/me/secret/1', '/x/secret/1'],
    ['$HOME/secret', '/home/me/secret/1', '/x/secret/1'],
    ['${userHome}/secret', '/home/me/secret/1', '/x/1'],
    ['${env:HOME}/secret', '/home/me/secret/1', '/x/1'],
    ['%USERPROFILE%\\secret', '/home/me/secret/1', '/x/1'],
    ['~secret', '/x/~secret', '/home/me/secret'],
    // URIs.
    ['file:///home/me/s%20x', '/home/me/s x/1', '/home/me/s'],
    ['file://localhost/p/q', '/p/q/1', '/p/1'],
    ['file:///c:/q', 'c:/q/1', 'c:/1'],
    ['file:///p%', '/p%/1', '/p/1'],
    // Drives, as Windows, WSL, Cygwin, and Git Bash write them.
    ['C:\\work', 'c:/work/1', 'd:/work/1'],
    ['C:\\work', '/mnt/c/work/1', '/mnt/d/work/1'],
    ['C:\\work', '/c/work/1', '/work/1'],
    ['\\\\?\\C:\\work', 'c:/work/1', 'c:/1'],
    ['/mnt/c/work', 'c:/work/1', 'd:/work/1'],
    ['/cygdrive/c/work', 'c:/work/1', 'd:/work/1'],
    ['/c/work', 'c:/work/1', 'd:/work/1'],
    ['\\\\wsl$\\Ubuntu\\home\\x', '/home/x/1', '/home/y'],
    ['//wsl.localhost/Ubuntu/home/x', '/home/x/1', '/home/y'],
    // Dots.
    ['/a/../b', '/b/1', '/a/1'],
    ['/a/./b', '/a/b/1', '/a/1'],
    // Links: the place itself, and where it leads.
    ['/link/x', '/link/x/1', '/x/1'],
    ['/link/x', '/real/place/x/1', '/real/place/1'],
    ['/link', '/real/place/1', '/real/1'],
    ['/link/*.env', '/real/place/a.env', '/real/place/a'],
    ['link/x', '/y/link/x/1', '/real/place/x/1'],
  ];
  for (const [pattern, held, other] of same)
    it(`holds ${held} and not ${other}: ${JSON.stringify(pattern)}`, () => {
      assert.deepEqual(excluded([pattern], held, other), [held]);
      assert.deepEqual(faults([pattern]), []);
    });

  it('holds whatever is asked for once the budget is used up', () => {
    const exclusions = new Exclusions(['a*b'], host);
    assert.equal(exclusions.holds(['/xab'], budget()), false);
    assert.equal(exclusions.holds(['/xab'], new StepBudget(0)), true);
  });
});

describe('an ignore file', () => {
  const ignored = (lines: readonly string[], paths: readonly string[], ignoreCase = false) => {
    const rules = new IgnoreRules(lines, ignoreCase);
    return paths.filter((path) => rules.excludes(path));
  };
  const problems = (lines: readonly string[]) =>
    new IgnoreRules(lines, false).problems.map(({ item, fault }) => [item, fault]);

  it('has comments and empty lines, and a comment may stand behind a pattern', () => {
    assert.deepEqual(ignored(['#a', '', '  ', '  b'], ['a', '#a', 'b']), ['b']);
    assert.deepEqual(ignored(['a # note'], ['a', 'a # note', 'b']), ['a', 'a # note']);
    assert.deepEqual(ignored([], ['a', '']), []);
  });

  it('holds a folder with all that is in it, and its own folder only by a pattern for everything', () => {
    assert.deepEqual(ignored(['secret'], ['secret/a', 'x/secret/b', 'a', '']), ['secret/a', 'x/secret/b']);
    assert.deepEqual(ignored(['**'], ['a', '']), ['a', '']);
    assert.deepEqual(ignored(['/root'], ['root', 'x/root']), ['root']);
  });

  it('is decided by the last line that matches, unless a folder on the way is excluded', () => {
    assert.deepEqual(ignored(['*.env', '!keep.env'], ['a.env', 'keep.env', 'x/keep.env', 'b']), ['a.env']);
    assert.deepEqual(ignored(['dir', '!dir/keep'], ['dir/keep', 'dir/a']), ['dir/keep', 'dir/a']);
    assert.deepEqual(ignored(['dir/*', '!dir/keep'], ['dir/keep', 'dir/a']), ['dir/a']);
    assert.deepEqual(ignored(['*', '!keep', 'keep/secret'], ['keep/secret', 'x']), ['keep/secret', 'x']);
    assert.deepEqual(ignored(['**', '!src/', '!src/**'], ['src/a', 'src/b/c', 'a']), ['a']);
    assert.deepEqual(ignored(['!a'], ['a', 'b']), []);
  });

  it('opens folders only by an exception that ends with a slash', () => {
    assert.deepEqual(ignored(['*', '!keep/'], ['keep']), ['keep'], 'it may be a file');
  });

  it('opens no more than git would by an exception that names a folder', () => {
    assert.deepEqual(ignored(['*.log', '!/a.log'], ['a.log', 'x/a.log']), ['x/a.log']);
    assert.deepEqual(ignored(['*.log', '!x/a.log'], ['x/a.log', 'y/x/a.log']), ['y/x/a.log']);
    assert.deepEqual(ignored(['*.log', '!**/a.log'], ['a.log', 'x/a.log', 'b.log']), ['b.log']);
  });

  it('ignores case in patterns, and in exceptions where the file system does', () => {
    assert.deepEqual(ignored(['SECRET'], ['secret']), ['secret']);
    assert.deepEqual(ignored(['*.log', '!KEEP.log'], ['keep.log'], true), []);
    assert.deepEqual(ignored(['*.log', '!KEEP.log'], ['keep.log'], false), ['keep.log']);
  });

  it('keeps excluding where an exception has a fault', () => {
    const long = (length: number) => `!${'a'.repeat(length)}`;
    assert.deepEqual(problems(['a', '!', long(longestPattern), long(longestPattern + 1), '![z-a]', '!(a)']), [
      [1, 'empty'],
      [3, 'long'],
      [4, 'range'],
      [5, 'extended'],
    ]);
    for (const line of ['!', long(longestPattern + 1), '![z-a]']) assert.deepEqual(ignored(['a', line], ['a']), ['a']);
    assert.deepEqual(ignored(['a', '!a '], ['a']), []);
  });

  it('excludes everything where it has too many lines', () => {
    const many = (count: number) => Array<string>(count).fill('a');
    assert.deepEqual(ignored(many(mostPatterns), ['b', '']), []);
    assert.deepEqual(ignored(many(mostPatterns + 1), ['b', '']), ['b', '']);
    assert.deepEqual(problems(many(mostPatterns + 1)), [[undefined, 'many']]);
  });

  it('excludes whatever is asked for once the budget is used up', () => {
    const rules = new IgnoreRules(['a*b', '!c'], false);
    assert.equal(rules.excludes('xab', budget()), false);
    assert.equal(rules.excludes('xab', new StepBudget(0)), true);
  });
});
