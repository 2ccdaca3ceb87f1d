import type { RunGroup } from '../../../core/facts/facts.ts';
import { runPurpose } from '../../../core/facts/runPurpose.ts';
import { purposeOf } from './programs.ts';
import { type ShellWord, splitCommandLine } from './shellWords.ts';
import { withoutWrappers } from './wrappers.ts';

/** Everything that is known about a terminal command, without its arguments. */
export interface TerminalCommand {
  /** The program, such as `git`; followed by its purpose where the program serves several: `npm test`. */
  readonly name: string;
  readonly group: RunGroup;
}

/**
 * Finds the program of a command line and its purpose. Of several commands in a line the last one that tests, builds, or runs something
 * decides, or else the first. Arguments are looked at and never returned.
 * @param shell the name that VS Code gives the shell, such as `pwsh`, if it knows it
 * @returns undefined for an empty line, or if the program can't be determined
 */
export function commandOf(line: string, shell?: string): TerminalCommand | undefined {
  const commands = splitCommandLine(line, shell)
    .map(simpleCommand)
    .filter((command) => command !== undefined);
  return commands.findLast(({ group }) => group !== 'other') ?? commands[0];
}

/** Words of the shell's own grammar that a command may follow. */
const keywords: ReadonlySet<string> = new Set('if then elif else while until do ! { }'.split(' '));
/** Words of the shell's grammar that begin no command. */
const notCommands: ReadonlySet<string> = new Set(
  'for case select function fi done esac in test [ [[ set export local declare readonly typeset alias'.split(' '),
);

function simpleCommand(words: readonly ShellWord[]): TerminalCommand | undefined {
  let from = 0;
  while (from < words.length && keywords.has(words[from]?.text ?? '')) from++;
  const [first, ...rest] = withoutWrappers(words.slice(from));
  const program = first?.isLiteral ? programOf(first.text) : undefined;
  if (program === undefined) return undefined;
  if (notCommands.has(program)) return { name: program, group: 'other' };
  const { group, isNamed } = purposeOf(program, rest);
  const name = isNamed && group !== 'other' ? `${program} ${group}` : program;
  return { name, group: endsByItself(words, name) ? group : 'run' };
}

/** Returns true if only the arguments, which are not recorded, show that the command watches, serves, or waits for keys. */
function endsByItself(words: readonly ShellWord[], name: string): boolean {
  const text = words.map((word) => (/[\s;|&]/.test(word.text) ? '_' : word.text)).join(' ');
  return runPurpose(text) === 'batch' || runPurpose(name) !== 'batch';
}

/** The last part of a path without its ending; undefined for what can't be the name of a program. */
function programOf(word: string): string | undefined {
  const name = word.split(/[\\/]/).at(-1) ?? '';
  const bare = name.replace(/\.(?:exe|cmd|bat|ps1)$/i, '').toLowerCase();
  return /^[\w.+@[][\w.+@[-]{0,59}$/.test(bare) && /[a-z[]/.test(bare) ? bare : undefined;
}
