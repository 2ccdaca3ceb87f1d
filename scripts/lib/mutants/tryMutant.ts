import fc from 'fast-check';
import { loadTests } from './runFiles.ts';

// node tryMutant.ts FILES…: runs test files until one test fails. Exit code 1: one failed; 0: none did.
fc.configureGlobal({ seed: 20_261_121 });
const mocha = await loadTests(process.argv.slice(2), { bail: true });
mocha.run((failures) => process.exit(failures > 0 ? 1 : 0));
