import type { RunGroup } from '../../../core/facts/facts.ts';
import { runPurpose } from '../../../core/facts/runPurpose.ts';
import type { Command } from './command.ts';

/**
 * The group of a command. One that watches, serves, or waits for keys is `run` where the recorded name doesn't say so: options such as
 * `--watch` are arguments, and arguments are not recorded.
 */
export function groupOfCommand(line: string, { name, group }: Command): RunGroup {
  return runPurpose(line) === 'batch' || runPurpose(name) !== 'batch' ? group : 'run';
}
