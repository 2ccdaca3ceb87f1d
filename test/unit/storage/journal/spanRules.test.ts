import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { kindReasons } from '../../../../src/core/rules/kindReasons.ts';
import { wordsOf } from '../../../../src/storage/facts/codes.ts';
import { JournalEncoder } from '../../../../src/storage/journal/journalEncoder.ts';
import { encodeLine } from '../../../../src/storage/journal/journalLine.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { span } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

/** The lines of spans: their type, and the cells behind the counts. */
function linesOf(...facts: readonly SpanFact[]): unknown[] {
  const header = { writer: 'w', base: 0, pid: 1, machine: 'm', demo: false };
  const lines = new JournalEncoder(header, plainSealer).encode(facts).trim().split('\n');
  const cells = lines.map((line) => JSON.parse(line) as unknown[]).filter(([type]) => type === 's' || type === 'x');
  // Behind the last cell is the checksum.
  return cells.map(([type, ...rest]) => [type, ...rest.slice(type === 's' ? 13 : 5, -1)]);
}

describe('the rule of a span', () => {
  const edit = wordsOf('rule').indexOf('edit');
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  it('has a number for each reason that there is', () => {
    assert.deepEqual(wordsOf('rule').toSorted(), Object.keys(kindReasons).sort());
  });

  it('costs a cell of whole lines only, and is written again when it changes', () => {
    assert.deepEqual(linesOf(span(), span({ scheme: 'git' })), [['s'], ['x']]);
    const looked = span({ rule: 'soon-after-edit' });
    assert.deepEqual(linesOf(looked, looked, span({ rule: 'edit' }), span({ rule: 'edit' })), [
      ['s', 0, edit + 1],
      ['x'],
      ['s', 0, edit],
      ['x'],
    ]);
  });

  it('is that of a growth as long as fewer than fifty other spans came in between', () => {
    const others = (count: number) => Array.from({ length: count }, (_, at) => span({ id: `w:${at + 10}` }));
    const typesOf = (count: number) =>
      linesOf(span(), ...others(count), span({ end: span().end + 1 })).map((line) => (line as unknown[])[0]);
    assert.equal(typesOf(49).at(-1), 'x');
    assert.equal(typesOf(50).at(-1), 's');
  });

  it('is read as it was written, and of a newer version left as it is', async () => {
    const journal = folder.journal({ writer: 'w' });
    journal.append(span({ id: 'w:1', rule: 'look', scheme: 'git' }));
    await journal.flush();
    const place = [0, 0, 0, 0];
    const newer = encodeLine(['s', 2, 5, 1000, 60, 0, 0, ...place, 1, 0, [], 0, 999, 'more']);
    fs.appendFileSync(folder.path('journal', 'w-1.ndjson'), newer);
    const store = await folder.store();
    const rules = store.spans({ from: 0, to: Number.MAX_SAFE_INTEGER }).map(({ id, rule }) => [id, rule]);
    assert.deepEqual(rules, [
      ['w:1', 'look'],
      ['w:2', undefined],
    ]);
    assert.equal(store.health().skippedLines, 0);
  });
});
