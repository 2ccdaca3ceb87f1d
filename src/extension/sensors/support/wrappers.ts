import type { ShellWord } from './shellWords.ts';

/** A program that runs another one. */
interface Wrapper {
  /** Its options that take the next word as their value. */
  readonly valued: ReadonlySet<string>;
  /** Its own words before the other program: `timeout 10s`. */
  readonly own?: number;
  /** Words after which the other program follows: `pnpm exec`. Without one of them it runs none. */
  readonly after?: ReadonlySet<string>;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' ').filter((word) => word !== ''));
const wrapper = (valued = '', more: { own?: number; after?: string } = {}): Wrapper => ({
  valued: set(valued),
  ...(more.own !== undefined && { own: more.own }),
  ...(more.after !== undefined && { after: set(more.after) }),
});

/** Options with a value, of the managers of packages for Node. */
export const nodeOptions =
  '--filter -F --prefix -w --workspace -C --dir --cwd --loglevel --registry --userconfig --config --mode';

/** Options from their manuals. An unlisted option is assumed to have no value. */
const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  ['sudo', wrapper('-u --user -g --group -h --host -p --prompt -C -D --chdir -R -r -t -T -U')],
  ['doas', wrapper('-u -C')],
  ['env', wrapper('-u --unset -C --chdir')],
  ['time', wrapper('-f --format -o --output')],
  ['nice', wrapper('-n --adjustment')],
  ['ionice', wrapper('-c -n -p')],
  ['nohup', wrapper()],
  ['setsid', wrapper()],
  ['exec', wrapper('-a')],
  ['command', wrapper()],
  ['builtin', wrapper()],
  ['stdbuf', wrapper('-i -o -e')],
  ['caffeinate', wrapper('-t -w')],
  ['winpty', wrapper()],
  ['chronic', wrapper()],
  ['unbuffer', wrapper()],
  ['call', wrapper()],
  ['env-cmd', wrapper('-f --file -e --environments')],
  ['xvfb-run', wrapper('-n -s -e -f -p -w')],
  ['cross-env', wrapper()],
  ['cross-env-shell', wrapper()],
  ['dotenv', wrapper('-e -f -v -c')],
  ['timeout', wrapper('-k --kill-after -s --signal', { own: 1 })],
  ['nyc', wrapper('--reporter -r --include --exclude --report-dir --temp-dir')],
  ['c8', wrapper('--reporter -r --include --exclude --reports-dir --temp-directory')],
  ['npx', wrapper('-p --package -c --call -w --workspace')],
  ['bunx', wrapper('-p --package')],
  ['pnpx', wrapper('-p --package')],
  ['uvx', wrapper('--from --with -p --python')],
  ['pipx', wrapper('--spec --python', { after: 'run' })],
  ['npm', wrapper(`${nodeOptions} -p --package`, { after: 'exec x' })],
  ['pnpm', wrapper(nodeOptions, { after: 'exec dlx' })],
  ['yarn', wrapper(nodeOptions, { after: 'exec dlx' })],
  ['bun', wrapper('--cwd -c --config', { after: 'x' })],
  ['bundle', wrapper('--gemfile', { after: 'exec' })],
  ['poetry', wrapper('-C --directory -P --project', { after: 'run' })],
  ['uv', wrapper('--project --directory --with --python -p --extra --group --env-file', { after: 'run' })],
  ['pipenv', wrapper('--python', { after: 'run' })],
  ...['conda', 'mamba', 'micromamba'].map(
    (name) => [name, wrapper('-n --name -p --prefix', { after: 'run' })] as const,
  ),
  ...['op', 'doppler', 'dotenvx'].map((name) => [name, wrapper('-f --env-file -p -c', { after: 'run' })] as const),
  ['direnv', wrapper('', { after: 'exec', own: 1 })],
]);

/** Removes what comes before the program itself: variable assignments, and programs that only run it. */
export function withoutWrappers(words: readonly ShellWord[]): readonly ShellWord[] {
  let rest = words;
  for (;;) {
    while (/^[A-Za-z_]\w*\+?=/.test(rest[0]?.text ?? '')) rest = rest.slice(1);
    const inner = wrappedBy(rest);
    if (!inner) return rest;
    rest = inner;
  }
}

/** Returns what a wrapper runs; undefined if the first word is not a wrapper, or runs nothing. */
function wrappedBy(words: readonly ShellWord[]): readonly ShellWord[] | undefined {
  const found = wrappers.get(
    words[0]?.text
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.(?:exe|cmd)$/i, '') ?? '',
  );
  if (!found) return undefined;
  let at = afterOptions(words, 1, found.valued);
  if (found.after) {
    if (!found.after.has(words[at]?.text ?? '')) return undefined;
    at = afterOptions(words, at + 1, found.valued);
  }
  at += found.own ?? 0;
  return at < words.length ? words.slice(at) : undefined;
}

/** Returns the index of the first word that is neither an option nor an option's value. */
export function afterOptions(words: readonly ShellWord[], from: number, valued: ReadonlySet<string>): number {
  let at = from;
  while (words[at]?.text.startsWith('-')) {
    const option = words[at]?.text ?? '';
    at += valued.has(option) ? 2 : 1;
    if (option === '--') break;
  }
  return at;
}
