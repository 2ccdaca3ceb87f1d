import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../../harness/anyText.ts';
import ignore from 'ignore';
import picomatch from 'picomatch';
import { Glob, StepBudget } from '../../../src/core/base/glob.ts';
import { Exclusions } from '../../../src/tracking/exclusions.ts';
import { IgnoreRules } from '../../../src/tracking/ignoreRules.ts';
import { ignoreLines } from '../../../src/extension/ignoreText.ts';
import { globPath } from '../../../src/core/base/glob.ts';
import { fuzzRuns } from './runs.ts';

/** Small alphabets, so that patterns and paths meet. */
const name = fc.constantFrom('a', 'b', 'ab', 'c.ts', '.env', 'B');
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const part = fc.oneof(name, fc.constantFrom('*', '**', '?', 'a*', '*b', '*.ts', '{a,b}', '[ab]', '[^a]', '.*'));
const pattern = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const hostile = fc
  .array(
    fc.constantFrom(
      '*',
      '**',
      '/',
      '?',
      '[',
      ']',
      '!',
      '^',
      '-',
      '{',
      '}',
      ',',
      '(',
      ')',
      '+',
      '@',
      '\\',
      'a',
      '.',
      '~',
      '$',
      ' ',
      '\0',
    ),
    {
      maxLength: 200,
    },
  )
  .map((parts) => parts.join(''));
const anything = fc.oneof(hostile, anyText({ maxLength: 200 }), pattern);
const host = { home: '/home/me' };

describe('fuzz: globs', function () {
  this.timeout(0);

  it('hold whatever picomatch holds', () => {
    fc.assert(
      fc.property(pattern, path, (glob, file) => {
        if (picomatch(glob, { dot: true })(file)) assert.ok(new Glob(glob).test(file), `${glob} of ${file}`);
      }),
      { numRuns: fuzzRuns(2_000) },
    );
  });

  it('in ignore files exclude whatever git would, exceptions included', () => {
    const line = fc.tuple(fc.constantFrom('', '', '!'), fc.constantFrom('', '/'), pattern, fc.constantFrom('', '/'));
    const lines = fc.array(
      line.map((parts) => parts.join('')),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(lines, path, (file, asked) => {
        // Braces are no syntax of git's.
        if (file.some((each) => each.includes('{'))) return;
        if (ignore({ ignoreCase: false }).add(file).ignores(asked))
          assert.ok(new IgnoreRules(file, false).excludes(asked), `${JSON.stringify(file)} of ${asked}`);
      }),
      { numRuns: fuzzRuns(2_000) },
    );
  });

  it('of any text are read and asked in bounded time, and hold the place that is called so', () => {
    let longest = 0;
    fc.assert(
      fc.property(anything, anything, (glob, file) => {
        const started = performance.now();
        const exclusions = new Exclusions([glob], host);
        exclusions.holds([globPath(file), globPath('a/'.repeat(500))], new StepBudget(200_000));
        new IgnoreRules([glob], false).excludes(file, new StepBudget(200_000));
        longest = Math.max(longest, performance.now() - started);
        // Apart from exceptions and empty names, pasting a path excludes it.
        const isName = glob.trim() !== '' && !glob.includes('\\') && !/(?:^|\/)\.*(?:\/|$)/.test(glob);
        if (isName) assert.ok(exclusions.holds([globPath(glob)], new StepBudget(1e6)), JSON.stringify(glob));
      }),
      { numRuns: fuzzRuns(2_000) },
    );
    assert.ok(longest < 500, `${longest} ms`);
  });

  it('of any bytes of an ignore file are text or not, and never fail', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), path, (bytes, file) => {
        const lines = ignoreLines(Buffer.from(bytes));
        if (lines) new IgnoreRules(lines, true).excludes(file, new StepBudget(1e6));
      }),
      { numRuns: fuzzRuns(500) },
    );
  });
});
