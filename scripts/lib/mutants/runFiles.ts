import path from 'node:path';
import Mocha from 'mocha';
import { projectFolder } from '../folders.mjs';

/** Makes a runner of test files. @param files relative to the project */
export async function loadTests(files: readonly string[]): Promise<Mocha> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    color: false,
    bail: true,
    reporter: SilentReporter as unknown as Mocha.ReporterConstructor,
  });
  mocha.files = files.map((file) => path.resolve(projectFolder, file));
  await mocha.loadFilesAsync();
  return mocha;
}

class SilentReporter {}
