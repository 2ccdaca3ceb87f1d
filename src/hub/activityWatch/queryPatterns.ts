import { createContext, Script } from 'node:vm';
import { HttpProblem } from '../http/problem.ts';

/** All regular expressions of one request may take this long, ms. */
const patienceMs = 500;
const longestPattern = 5000;
const script = new Script('texts.map((text) => new RegExp(pattern, flags).test(text))');

/**
 * Matches regular expressions of clients, which can be hostile: they run where V8 can interrupt them, and all of a request have a limit together.
 * Written for Python, they may begin with `(?i)` and name their groups `(?P<name>`.
 */
export class PatternMatcher {
  #leftMs = patienceMs;

  /**
   * Returns for each text if a pattern is found in it.
   * @throws HttpProblem 400 if the pattern is not valid, or all of them take too long
   */
  test(pattern: string, texts: readonly string[], ignoresCase = false): boolean[] {
    if (pattern.length > longestPattern) throw new HttpProblem(400, 'A regular expression is too long.');
    const [, inline = '', rest = ''] = /^(?:\(\?([aimsux]+)\))?(.*)$/s.exec(pattern) ?? [];
    const flags = [
      ignoresCase || inline.includes('i') ? 'i' : '',
      inline.includes('m') ? 'm' : '',
      inline.includes('s') ? 's' : '',
    ];
    // A pattern that takes one of many alike texts takes each.
    const unique = [...new Set(texts)];
    const began = performance.now();
    const results = this.#run({ texts: unique, pattern: rest.replaceAll('(?P<', '(?<'), flags: flags.join('') });
    this.#leftMs -= performance.now() - began;
    const byText = new Map(unique.map((text, i) => [text, results[i] === true]));
    return texts.map((text) => byText.get(text) === true);
  }

  #run(input: {
    readonly texts: readonly string[];
    readonly pattern: string;
    readonly flags: string;
  }): readonly unknown[] {
    const timeout = Math.floor(this.#leftMs);
    if (timeout < 1) throw tooLong();
    try {
      return script.runInContext(createContext({ ...input }), { timeout }) as readonly unknown[];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw tooLong();
      throw new HttpProblem(400, 'A regular expression of the query is not valid.');
    }
  }
}

function tooLong(): HttpProblem {
  return new HttpProblem(400, 'The regular expressions of the query take too long.');
}
