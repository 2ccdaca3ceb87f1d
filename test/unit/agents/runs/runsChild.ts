import { runOf, runsOver } from './runsOver.ts';

/** A window that is killed: starts runs, and continues until then. */
const [folder = '', project = '', base = '', ...tasks] = process.argv.slice(2);
const { runs } = runsOver(folder, 2);
for (const [index, task] of tasks.entries()) {
  const [name = '', verify] = task.split('|');
  const values = { project, base, task: name.replaceAll(';', '\n'), verify: verify === undefined ? [] : [verify] };
  await runs.add(`run${index}`, runOf(runs, `run${index}`, values));
}
