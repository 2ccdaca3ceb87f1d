import { setTimeout as sleep } from 'node:timers/promises';
import { openJournal } from '../../src/storage/journal/openJournal.ts';
import { plainSealer } from '../../src/storage/vault/plainSealer.ts';
import { systemClock } from '../../src/headless/systemClock.ts';

// node crowd.ts FOLDER WINDOWS: as many windows as are said record in a data folder, each a growing span a second, until the process is ended.
const [folder = '', windows = '0'] = process.argv.slice(2);
const journals = Array.from({ length: Number(windows) }, () =>
  openJournal({ folder, clock: systemClock, sealer: plainSealer, flushEveryMs: 90 }),
);
const spans = journals.map((journal) => ({ journal, id: journal.nextId(), start: Date.now() }));
for (let signals = 1; ; signals++) {
  for (const { journal, id, start } of spans) {
    const place = { project: '/home/somebody/code/shop', file: 'src/orders/list.ts', language: 'typescript' };
    const what = { kind: 'coding', source: 'editor', offset: 0, saves: 0 } as const;
    const edits = { typed: { edits: signals, added: 0, removed: 0 } };
    journal.append({ type: 'span', id, start, end: Date.now(), signals, edits, ...what, ...place });
  }
  await sleep(1000);
}
