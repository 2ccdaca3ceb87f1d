import assert from 'node:assert/strict';
import type { ActivityReader } from '../../../../src/core/facts/reader.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { layoutOf } from '../../../../src/storage/disk/layout.ts';
import { listSetAside, setAside } from '../../../../src/storage/disk/setAside.ts';
import { exportHead, exportRange } from '../../../../src/storage/transfer/exportData.ts';
import { activity, diagnostic, run, span } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const range = { from: 1000, to: 2000 };
/** Before, at the start, just before the end, at it. */
const times = [999, 1000, 1999, 2000];

describe('an export of a range', () => {
  const reader = {
    spans: () => times.map((start) => span({ id: `s:${start}`, start, end: start + 5 })),
    runs: () => times.map((start) => run({ id: `r:${start}`, start, end: start + 5 })),
    diagnostics: () => times.map((introduced) => diagnostic({ id: `d:${introduced}`, introduced })),
    activities: () => times.map((start) => activity({ id: `a:${start}`, start, end: start + 5 })),
    documents: () => [],
    states: () => [],
    recordFacts: () => [],
  } as unknown as ActivityReader;

  it('has what began in it, up to its end, in each format', () => {
    const facts = exportRange('jsonl', { reader, range })
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id);
    assert.deepEqual(facts, ['s:1000', 's:1999', 'r:1000', 'r:1999', 'd:1000', 'd:1999']);
    for (const format of ['spans.csv', 'activities.csv'] as const)
      assert.deepEqual(
        exportRange(format, { reader, range })
          .trim()
          .split('\r\n')
          .map((line) => Date.parse(line.split(',')[0] ?? '')),
        [1000, 1999],
        format,
      );
  });

  it('is renamed, and begins with what it is', () => {
    const rename = <F extends object>(fact: F): F => ({ ...fact, id: 'x', project: 'y' });
    assert.match(exportRange('jsonl', { reader, range }, rename), /^\{"type":"span","id":"x"/);
    assert.match(exportRange('spans.csv', { reader, range }, rename), /,y,/);
    assert.deepEqual(JSON.parse(exportHead('jsonl', 5)), {
      type: 'daymark-export',
      version: 1,
      exportedAt: '1970-01-01T00:00:00.005Z',
    });
    assert.match(exportHead('activities.csv', 5), /^start,end,/);
  });
});

describe('files that were set aside', () => {
  it('have the date in their name, none overwrites another, and they are listed', () => {
    const folder = new StorageFolder();
    try {
      const layout = layoutOf(folder.folder);
      const make = (name: string) => nodeFiles.create(folder.path(name), new Uint8Array(1));
      for (let i = 0; i < 3; i++) {
        make('daymark.sqlite');
        setAside(nodeFiles, layout, Date.UTC(2026, 2, 2));
      }
      for (const name of ['daymark.sqlite', 'daymark.sqlite.damaged-x.tmp', 'other.damaged-2026-03-02']) make(name);
      assert.deepEqual(listSetAside(nodeFiles, layout).toSorted(), [
        'daymark.sqlite.damaged-2026-03-02',
        'daymark.sqlite.damaged-2026-03-02-2',
        'daymark.sqlite.damaged-2026-03-02-3',
      ]);
    } finally {
      folder.remove();
    }
  });
});
