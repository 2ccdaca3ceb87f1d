import { Glob } from './glob.ts';

/** Answers that are remembered. */
const mostKnown = 10_000;

/** A glob over paths of this machine or another: Windows ignores case, and its paths begin with a drive. Each answer is remembered. */
export function pathGlob(pattern: string): (path: string) => boolean {
  const exact = new Glob(pattern);
  const loose = new Glob(pattern, { ignoreCase: true });
  const known = new Map<string, boolean>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    if (known.size >= mostKnown) known.clear();
    const answer = (/^[a-z]:/i.test(path) ? loose : exact).test(path);
    known.set(path, answer);
    return answer;
  };
}
