import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { fuzzRuns } from '../fuzz/runs.ts';
import {
  anyAnswers,
  assertKept,
  callsAtMost,
  otherBodies,
  withAnswers,
  withMore,
  type AnyAnswer,
  type Outcome,
} from './anyAnswer.ts';
import { clients, others, type Call, type Client } from './anyClients.ts';

describe('whatever a service answers', function () {
  this.timeout(600_000);

  const check = (client: Client, { value, error, calls }: Outcome, took: number): void => {
    assert.ok(calls < callsAtMost, 'it asks without an end');
    if (error === undefined) assertKept(value, client.limits);
    else assert.ok(client.isTold(error), error instanceof Error ? error.stack : 'no error');
    assert.ok(took < 4000, `${took} ms`);
  };
  const exchange = async (client: Client, { run }: Call, answers: readonly AnyAnswer[]): Promise<void> => {
    const began = performance.now();
    check(client, await withAnswers(answers, run, client.first), performance.now() - began);
  };

  const ok = { status: 200, headers: {} };
  for (const client of clients)
    for (const [name, call] of Object.entries(client.calls)) {
      const title = `${path.basename(client.file, '.ts')}.${name}`;
      it(`${title} takes it within bounds or says what is wrong`, async () => {
        const usual = call.usual.map((body) => ({ ...ok, body }));
        for (const one of usual) await exchange(client, call, [one]);
        for (const [at, { body }] of usual.entries())
          for (const much of withMore(body)) await exchange(client, call, usual.with(at, { ...ok, body: much }));
        for (const body of otherBodies) await exchange(client, call, [{ ...ok, body }, ...usual]);
        const property = fc.asyncProperty(anyAnswers(call.usual), (answers) => exchange(client, call, answers));
        await fc.assert(property, { numRuns: fuzzRuns(15) });
      });
    }

  it('is tried with every file that sends a request', () => {
    const sends =
      /(?<![\w.])fetch\(|fetchPinned\(fetch|fetch: send\b|\bas https?Request\b|\bmodel\.sendRequest\(|new WebSocket\(/;
    const files = globSync('{src,browser/src}/**/*.{ts,tsx}', { cwd: projectFolder }).map((file) =>
      file.split(path.sep).join('/'),
    );
    const senders = files.filter((file) => sends.test(readFileSync(path.join(projectFolder, file), 'utf8')));
    assert.deepEqual(senders.sort(), [...new Set(clients.map(({ file }) => file)), ...Object.keys(others)].sort());
  });
});
