import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { openJournal } from '../../../src/storage/journal/openJournal.ts';
import { folderSecret } from '../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';
import { testSetup } from '../../harness/editor/control.ts';

/** A span as another window records it; `offset` is that of this machine. */
export type OthersSpan = Partial<SpanFact> & Pick<SpanFact, 'start' | 'end'>;

/** Writes spans into the storage in one go, as another window does. */
export async function recordAsAnother(spans: readonly OthersSpan[]): Promise<void> {
  const folder = testSetup().globalStorage;
  const sealer = new Vault({ folder, clock: systemClock, secret: folderSecret(folder) });
  const journal = openJournal({ folder, clock: systemClock, sealer });
  const what = { kind: 'coding', source: 'editor', signals: 3, saves: 0, edits: {} } as const;
  for (const span of spans) {
    const offset = systemClock.utcOffset(span.start);
    journal.append({ ...what, offset, ...span, type: 'span', id: journal.nextId() });
  }
  await journal.close();
}
