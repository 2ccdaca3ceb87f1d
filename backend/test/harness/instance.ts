import { readConfig } from '../../src/config.ts';
import { makeLog } from '../../src/log.ts';
import { startServer } from '../../src/server.ts';
import { testNow } from './testNow.ts';

// A server in a separate process, which a test kills. Prints its address.
const config = { ...readConfig(process.env), requestsPerMinute: 1_000_000, passwordCost: { memoryKib: 8, passes: 1 } };
const server = await startServer({
  config,
  databaseUrl: config.databaseUrl ?? '',
  log: makeLog('silent'),
  now: testNow,
});
process.stdout.write(`${server.url}\n`);
