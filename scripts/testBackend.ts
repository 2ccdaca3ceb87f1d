import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from './lib/folders.mjs';
import { runNodeSuite } from './lib/nodeSuite.ts';
import { exitOnFailure } from './lib/progress.mjs';
import { ensureDependencies } from './lib/toolchain.mjs';

exitOnFailure(main());

/**
 * The parts of backend/test/harness/testServer.ts that are used. It is imported by URL, since the backend's types are checked separately.
 */
interface Harness {
  readonly database: { start(): Promise<void>; stop(): Promise<void> };
}

/** Runs the tests of the backend against the PostgreSQL of `DATABASE_URL`, or one that npm brings along. */
async function main(): Promise<void> {
  const folder = path.join(projectFolder, 'backend');
  await ensureDependencies(folder);
  const harness = pathToFileURL(path.join(folder, 'test', 'harness', 'testServer.ts')).href;
  // The process that only hands out files doesn't need the server, which takes seconds to load.
  const database = async (): Promise<Harness['database']> => ((await import(harness)) as Harness).database;
  await runNodeSuite({
    base: 'backend',
    folder: 'test',
    timeout: 20_000,
    tries: 2,
    start: async () => (await database()).start(),
    stop: async () => (await database()).stop(),
  });
}
