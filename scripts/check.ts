import { checks, fix } from './lib/checks.ts';
import { exitOnFailure } from './lib/progress.mjs';

exitOnFailure(main());

async function main(): Promise<void> {
  if (process.argv.includes('--fix')) await fix();
  for (const { name, run } of checks) {
    console.log(`\n${name}`);
    if (!(await run())) process.exitCode = 1;
  }
}
