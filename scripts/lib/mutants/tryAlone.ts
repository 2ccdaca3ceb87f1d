import { useSeed } from '../../../test/harness/seed.ts';
import { chosenMutant, takeReached } from './environment.ts';
import { loadTests } from './runFiles.ts';

// node tryAlone.ts BOUND_MS FILES…: runs test files, each by itself, until one fails or the bound is over; the mutant holds while their modules load,
// too. Prints each file before it runs, and at the end whether the mutant's place was executed. Exit code 1: a test failed; 0: none did.
const [boundMs = '0', ...files] = process.argv.slice(2);
useSeed();
const end = performance.now() + Number(boundMs);
for (const file of files) {
  if (performance.now() > end) break;
  console.log(`file ${file}`);
  const mocha = await loadTests([file]);
  const failures = await new Promise<number>((resolve) => void mocha.run(resolve));
  if (failures > 0) process.exit(1);
  mocha.dispose();
}
console.log(takeReached().includes(chosenMutant()) ? 'reached' : 'unreached');
process.exit(0);
