import fs from 'node:fs';
import path from 'node:path';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { schemaVersion } from '../../../../src/storage/sqlite/migrations.ts';
import { allFacts } from '../allFacts.ts';
import { editedFacts, lateEdits } from './editedFacts.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

// Writes the fixtures of the present schema: `node scripts/bootstrap.mjs test/unit/storage/sqlite/makeFixture.ts`. To be run once for each version, before it is released.
const fixtures = path.join(import.meta.dirname, '../../../fixtures/storage');
const old = { start: Date.UTC(2024, 4, 6, 8), end: Date.UTC(2024, 4, 6, 8, 20) };
const judgement = '{"version":1,"verdict":"useful","list":"tools","kind":"mill","evidence":["total"]}';
const facts = [
  span({ id: 'fixture:1', ...old, file: 'old.ts' }),
  span({ id: 'fixture:2', rule: 'edit' }),
  run({ id: 'fixture:3', end: span().end, exitCode: 1 }),
  diagnostic({ id: 'fixture:4', fixed: span().end }),
  state({ id: 'fixture:5' }),
  activity({ id: 'fixture:6' }),
  plan(),
  planTask({ id: 'fixture:7' }),
  document({ id: 'fixture:9' }),
  record({ id: 'fixture:11' }),
  document({ id: 'fixture:12', collection: 'starts', body: '{"task":"fixture:7","running":false}' }),
  document({ id: 'judged:fixture:13', body: judgement }),
  span({ id: 'fixture:10', start: span().start + 2, file: 'Untitled-1', scheme: 'untitled' }),
];
// Facts that the file doesn't contain yet.
await write(`v${schemaVersion}`, facts, [
  span({ id: 'fixture:8', start: span().start + 1, file: 'late.ts', rule: 'soon-after-edit' }),
]);
await write(`v${schemaVersion}-edited`, editedFacts, lateEdits);

/** Makes a storage with `inFile` in the SQLite file, and `late` only in the journal. */
async function write(name: string, inFile: readonly Fact[], late: readonly Fact[]): Promise<void> {
  const target = path.join(fixtures, name);
  if (fs.existsSync(target)) return;
  const folder = new StorageFolder();
  const journal = folder.journal({ writer: 'fixture' });
  for (const fact of inFile) journal.append(fact);
  await journal.flush();
  const store = await folder.store({ backups: { daily: 0, weekly: 0 } });
  store.checkpoint();
  for (const fact of late) journal.append(fact);
  await journal.flush();
  store.refresh();
  fs.mkdirSync(path.join(target, 'journal'), { recursive: true });
  fs.copyFileSync(folder.path('daymark.sqlite'), path.join(target, 'daymark.sqlite'));
  fs.copyFileSync(folder.path('journal', 'fixture-1.ndjson'), path.join(target, 'journal', 'fixture-1.ndjson'));
  fs.writeFileSync(path.join(target, 'facts.json'), `${JSON.stringify(allFacts(store), null, 1)}\n`);
  folder.remove();
}
