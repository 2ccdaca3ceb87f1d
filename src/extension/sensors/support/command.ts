import type { RunGroup } from '../../../core/facts/facts.ts';
import { runGroup } from './runGroup.ts';

/** What is known of a command that was given in a terminal, without its arguments. */
export interface Command {
  /** The program, such as `git`; behind it what it was for, where the program does several things: `npm test`. */
  readonly name: string;
  readonly group: RunGroup;
}

/** Words before the program itself. */
const prefixes: ReadonlySet<string> = new Set(
  'sudo doas time nice nohup exec command env npx bunx uvx builtin'.split(' '),
);
/** Programs that do several things, which their first words tell. */
const managers: ReadonlySet<string> = new Set(
  'npm pnpm yarn bun deno cargo go dotnet mvn gradle gradlew make just task mix rake bundle poetry uv pdm tox swift flutter dart nx turbo lerna python python3 node docker'.split(
    ' ',
  ),
);
/** The words of a manager that are looked at: those before the first option or path. */
const wordsLookedAt = 3;

/**
 * Tells the program of a command line and what it is for. Of several commands in a line the last one that tests, builds or runs
 * something decides, else the first. Undefined for an empty line.
 */
export function commandOf(line: string): Command | undefined {
  const commands = line
    .split(/&&|\|\||[;|\n]/)
    .map(simple)
    .filter((command) => command !== undefined);
  return commands.findLast(({ group }) => group !== 'other') ?? commands[0];
}

function simple(text: string): Command | undefined {
  const words = text.trim().split(/\s+/);
  // `NODE_ENV=test npm test`: what is set for the command is an argument of it.
  while (words.length > 0 && (words[0] === '' || prefixes.has(words[0] ?? '') || /^\w+=/.test(words[0] ?? '')))
    words.shift();
  const [first, ...rest] = words;
  if (first === undefined) return undefined;
  const program = programOf(first);
  if (program === undefined) return undefined;
  if (!managers.has(program)) return { name: program, group: runGroup(undefined, program) };
  const group = groupOfWords(program, rest);
  return { name: group === 'other' ? program : `${program} ${group}`, group };
}

/** The last part of a path without its ending; nothing where the line begins with what is no name of a program. */
function programOf(word: string): string | undefined {
  const name =
    word
      .replaceAll(/["']/g, '')
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.(?:exe|cmd|bat|ps1)$/i, '') ?? '';
  return /^[\w.+@-]{1,60}$/.test(name) ? name.toLowerCase() : undefined;
}

function groupOfWords(program: string, words: readonly string[]): RunGroup {
  // Node's own runner.
  if (program === 'node' && words.some((word) => word === '--test')) return 'test';
  const said: string[] = [];
  for (const word of words) {
    const isModule = (program === 'python' || program === 'python3') && word === '-m';
    if (isModule || word === 'run') continue;
    if (word.startsWith('-') || /[\\/.]/.test(word) || said.length === wordsLookedAt) break;
    said.push(word);
  }
  const group = runGroup(undefined, said.join(' '));
  if (group !== 'other') return group;
  if (program === 'make' || program === 'just') return 'build';
  return words.includes('run') || words.some((word) => /\.(?:py|js|ts|mjs)$/.test(word)) ? 'run' : 'other';
}
