import path from 'node:path';
import { findAnyLogs } from '../../src/agents/findLogs.ts';
import { LogIndex } from '../../src/agents/logIndex.ts';
import { sessionsOf } from '../../src/agents/sessions.ts';
import { TextShelf } from '../../src/agents/texts/textShelf.ts';
import { translator } from '../../src/core/base/translate.ts';
import { recordsOf } from '../../src/core/records/records.ts';
import { recordSessions } from '../../src/extension/features/agents/recordSessions.ts';
import { DataFolder } from '../../src/headless/dataFolder.ts';
import { defaultAnswerSettings } from '../../src/headless/settingsFile.ts';
import { nodeFiles } from '../../src/storage/disk/nodeFiles.ts';
import { KeptTexts } from '../../src/storage/keptTexts/keptTexts.ts';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../src/storage/vault/vault.ts';
import { TestClock, wasmPath } from '../unit/storage/storageFolder.ts';
import { steppingFiles } from './suicidalFiles.ts';

/** Texts in one message of the thread. */
const partUnits = 200;

/** Result of a read: each is there once, or it shows here. */
export interface ReadResult {
  readonly recorded: number;
  /** Before the first and after the last thing that a read writes, and in between. */
  readonly steps: number;
}

/** Reads all logs of the fixtures into a data folder, as a window does. @param atStep is called around everything that is written */
export async function readLogs(folder: string, atStep: () => void): Promise<ReadResult> {
  let steps = 0;
  const step = (): void => {
    steps++;
    atStep();
  };
  const clock = new TestClock();
  clock.jump(Date.UTC(2026, 11, 1) - clock.now());
  const sealer = new Vault({ folder, clock, secret: folderSecret(folder) });
  const texts = new KeptTexts({ files: steppingFiles(step), folder, sealer });
  const shelf = new TextShelf({ keeps: 'all', from: 0, paused: [], known: texts.lengths() });
  const index = new LogIndex(() => false, shelf);
  index.update(findAnyLogs(path.join(import.meta.dirname, '../fixtures/agents')));
  const sessions = index.ledgers.flatMap((ledger) => sessionsOf(ledger, { prices: {}, offsetAt: () => 0 }));
  const data = new DataFolder({ folder, wasmPath, clock, mayWrite: true });
  const read = (query: string | { readonly name: string }, params: unknown): Promise<unknown> => {
    const operation = typeof query === 'string' ? query : query.name;
    return data.answer({ operation, params, options: { ...defaultAnswerSettings, now: clock.now(), offset: 0 } });
  };
  const records = recordsOf({ clock, t: translator(), recorder: data.recorder, read: read as never });
  const stepping: typeof records = (collection) => {
    const own = records(collection);
    return {
      ...own,
      put: async (...given) => {
        step();
        const change = await own.put(...given);
        await data.recorder.flush();
        step();
        return change;
      },
    };
  };
  const recorded = await recordSessions(
    { read: read as never, records: stepping },
    { sessions, results: [], excluded: [] },
  );
  for (const part of shelf.fresh(partUnits)) texts.keep(part);
  texts.tidy({ before: 0, most: Number.MAX_SAFE_INTEGER });
  await data.close();
  return { recorded, steps };
}

/** Counts what is there, without writing: sessions, calls, tokens, and texts. */
export async function whatIsThere(folder: string): Promise<Readonly<Record<string, number>>> {
  const clock = new TestClock();
  clock.jump(Date.UTC(2026, 11, 1) - clock.now());
  const sealer = new Vault({ folder, clock, secret: folderSecret(folder) });
  const data = new DataFolder({ folder, wasmPath, clock });
  const options = { ...defaultAnswerSettings, now: clock.now(), offset: 0 };
  const usage = (await data.answer({ operation: 'agents.usage', params: { days: 366 }, options })) as {
    readonly sessions: number;
    readonly totals: { readonly calls: number; readonly tokens: Readonly<Record<string, number>> };
  };
  await data.close();
  const texts = new KeptTexts({ files: nodeFiles, folder, sealer });
  const length = Object.values(texts.lengths()).reduce((sum, one) => sum + one, 0);
  const { sessions, totals } = usage;
  return { recorded: sessions, calls: totals.calls, ...totals.tokens, ...texts.counts(), length };
}
