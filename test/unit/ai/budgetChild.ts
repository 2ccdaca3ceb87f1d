import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { callModel } from '../../../src/ai/callModel.ts';
import type { Limits } from '../../../src/ai/budget.ts';
import type { ModelAnswer } from '../../../src/ai/provider.ts';
import { errorCode } from '../../../src/core/base/appError.ts';
import { receiptBook } from '../../../src/extension/ai/receiptBook.ts';
import { Recorder } from '../../../src/extension/recorder.ts';
import { systemClock as clock } from '../../../src/headless/systemClock.ts';
import { openJournal } from '../../../src/storage/journal/openJournal.ts';
import { openStore } from '../../../src/storage/openStore.ts';
import { plainSealer } from '../../../src/storage/vault/plainSealer.ts';
import { ask, ok, replay } from './desk.ts';
import { t } from './given.ts';

/**
 * A window in a separate process that calls a model once, with the real receipts, journal, and store of the folder: `<folder> <limits as
 * JSON> <how the call ends>`. Records calls in `calls`, and results in `ends`.
 */
const [folder = '', limits = '{}', outcome = 'ok'] = process.argv.slice(2);
const wasmPath = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
const journal = openJournal({ folder, clock, sealer: Promise.resolve(plainSealer), flushEveryMs: 200 });
const store = await openStore({ folder, wasmPath, clock, sealer: plainSealer });
type Services = Parameters<typeof receiptBook>[0];
const read = async (_: string, { collection, ...range }: { collection: 'receipts'; from: number; to: number }) => {
  store.refresh();
  return store.documents(collection, range);
};
const settings = { timeRules: { dayStartsAt: 0 } };
const context = { globalStorageUri: { fsPath: folder } };
const services = { clock, recorder: new Recorder(journal), read, settings, context } as unknown as Services;
const answer = outcome === 'ok' ? ok : ({ outcome, model: 'claude-sonnet-5-5', tokens: null } as ModelAnswer);
const provider = {
  ...replay([]),
  send: async () => {
    appendFileSync(join(folder, 'calls'), '1');
    await new Promise((resolve) => setTimeout(resolve, 50));
    return answer;
  },
};
// All at the same time, each with a different question, so that no answer is reused.
await new Promise((resolve) => setTimeout(resolve, 3000 - (Date.now() % 3000)));
const desk = {
  provider,
  receipts: receiptBook(services),
  limits: JSON.parse(limits) as Limits,
  prices: {},
  clock,
  t,
  mayBeSent: () => Promise.resolve(true),
};
const ended = await callModel({ ...ask, content: String(process.pid) }, desk, new AbortController().signal).then(
  () => 'ok',
  errorCode,
);
appendFileSync(join(folder, 'ends'), `${ended}\n`);
journal.dispose();
store.close();
