import assert from 'node:assert/strict';
import { AppError } from '../../../../src/core/base/appError.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import type { StorageHealth } from '../../../../src/core/facts/reader.ts';
import { healthReport, type HealthInput } from '../../../../src/extension/features/health/healthReport.ts';
import { vaultLines, type VaultHealth } from '../../../../src/extension/features/health/vaultLines.ts';

const now = Date.parse('2026-11-21T09:05:59Z');
const stored: StorageHealth = {
  folder: '/data',
  mode: 'ready',
  fileBytes: 1023,
  journals: 1,
  journalBytes: 1024,
  schemaVersion: 3,
  facts: 1,
  skippedLines: 0,
  setAside: [],
  demo: false,
};
const vault: VaultHealth = {
  place: 'folder',
  trusted: [],
  waiting: [],
  unconfirmed: [],
  damagedFiles: [],
  damagedSecrets: [],
  hasRecoveryKey: false,
  isRevoked: false,
  revokedCount: 0,
};
const input: HealthInput = {
  version: '0.1.0',
  state: 'on',
  sensors: [{ id: 'edits', startedAt: now, lastSignalAt: now, count: 3 }],
  journal: { writer: 'w', facts: 1, bytes: 900, pending: 0 },
  stored,
  vault,
  workerRan: true,
  failedFeatures: [],
  settings: [],
  privacy: { exclude: [], hideFileNames: [], files: [] },
};
const report = (change: Partial<HealthInput> = {}): string[] =>
  healthReport({ ...input, ...change }, { now, t: translator() }).split('\n\n');
/** The paragraphs below a heading. */
const below = (heading: string, change: Partial<HealthInput> = {}): string[] => {
  const all = report(change);
  const from = all.indexOf(`## ${heading}`) + 1;
  assert.ok(from > 0, heading);
  const end = all.findIndex((text, at) => at >= from && text.startsWith('## '));
  return all.slice(from, end < 0 ? undefined : end);
};
const store = (change: Partial<StorageHealth>) => below('SQLite file', { stored: { ...stored, ...change } });

describe('the text of the health check', () => {
  it('is complete where everything works', () => {
    assert.deepEqual(report(), [
      '# Daymark health check',
      'Version 0.1.0, 2026-11-21 09:05 UTC.',
      '## Tracking',
      'On in this window.',
      '<details><summary>1 of 1 signals work</summary>',
      '| Signal | State | Last seen | Since the start |\n|---|---|---|---:|\n| edits | works | 0 s ago | 3 |',
      '</details>',
      '## Privacy',
      'Every exclusion is understood.',
      '## Journal of this window',
      '1 fact, 900 B written since this window opened.',
      'Nothing written yet.',
      '## SQLite file',
      'Works.',
      'Folder: /data',
      '1023 B, schema version 3, 1 fact.',
      '1 journal, 1.0 KB.',
      'No checkpoint yet.',
      'No journal line was skipped.',
      'No backup yet.',
      '## Encryption of names',
      'The secret of this device is in the data folder.',
      '0 other devices are authorized.',
      'There is no recovery key.',
      'The data worker was running.',
    ]);
    assert.equal(report({ workerRan: false }).at(-1), 'The data worker was asleep, and was started for this check.');
  });

  it('says when something was seen, in seconds, minutes, or hours', () => {
    const seen = (ms: number): string => {
      const sensors = [{ id: 'edits', startedAt: now, lastSignalAt: now - ms, count: 3 }];
      return / (\d+ \w+ ago) /.exec(report({ sensors }).join())?.[1] ?? '';
    };
    for (const [ms, text] of [
      [-5000, '0 s ago'],
      [1499, '1 s ago'],
      [1500, '2 s ago'],
      [59_499, '59 s ago'],
      [59_500, '1 min ago'],
      [89_000, '1 min ago'],
      [90_000, '2 min ago'],
      [3_599_000, '60 min ago'],
      [3_600_000, '1 h ago'],
      [5_400_000, '2 h ago'],
    ] as const)
      assert.equal(seen(ms), text);
    assert.equal(
      below('Journal of this window', { journal: { ...input.journal, lastFlush: now - 7000 } })[1],
      'Last written 7 s ago.',
    );
    assert.equal(store({ lastCheckpoint: now - 120_000 })[4], 'Last checkpoint 2 min ago.');
  });

  it('says how large something is', () => {
    for (const [fileBytes, text] of [
      [0, '0 B'],
      [1023, '1023 B'],
      [1024, '1.0 KB'],
      [1_048_575, '1024.0 KB'],
      [1_048_576, '1.0 MB'],
      [2_621_440, '2.5 MB'],
    ] as const)
      assert.equal(store({ fileBytes })[2], `${text}, schema version 3, 1 fact.`);
    assert.deepEqual(store({ facts: 2, journals: 0 }).slice(2, 4), [
      '1023 B, schema version 3, 2 facts.',
      '0 journals, 1.0 KB.',
    ]);
  });

  it('says whether it tracks, and what did not start', () => {
    const tracking = (change: Partial<HealthInput>) => below('Tracking', change)[0];
    const notRunning = '**Not running: nothing is recorded in this window.** The log says why.';
    for (const state of ['paused', 'paused-all'] as const)
      assert.equal(tracking({ state }), 'Paused: nothing is recorded in this window.');
    assert.equal(tracking({ sensors: [] }), notRunning);
    assert.equal(tracking({ failedFeatures: ['tracking'] }), notRunning);
    assert.equal(
      tracking({ failedFeatures: ['a', 'b'] }),
      'On in this window. **These parts did not start: `a`, `b`.** The log says why.',
    );
    const broken = [{ id: 'tasks', count: 0, error: 'no tasks' }];
    assert.deepEqual(below('Tracking', { sensors: broken }), [
      'On in this window.',
      '| Signal | State | Last seen | Since the start |\n|---|---|---|---:|\n| tasks | **not running**: no tasks | not yet | 0 |',
    ]);
  });

  it('says what waits in memory, and what the journal lacks', () => {
    const journal = (change: object) => below('Journal of this window', { journal: { ...input.journal, ...change } });
    assert.equal(journal({ facts: 2, bytes: 2048 })[0], '2 facts, 2.0 KB written since this window opened.');
    assert.deepEqual(journal({ pending: 1 }).slice(2), ['1 fact is only in memory so far.']);
    assert.deepEqual(journal({ pending: 2, failure: new AppError('storage-full', 'The disk is *full*.') }).slice(2), [
      '2 facts are only in memory so far.',
      '**Cannot be written**: The disk is \\*full\\*.',
    ]);
  });

  it('says what is special about the store, each in its own paragraph', () => {
    assert.match(store({ mode: 'read-only-newer' })[0] ?? '', /^\*\*Read-only\*\*: it was written by a newer version/);
    assert.match(store({ mode: 'read-only-folder' })[0] ?? '', /^\*\*Read-only\*\*: the folder cannot be written to/);
    assert.match(store({ mode: 'rebuilt' })[0] ?? '', /^\*\*Rebuilt\*\*: the file was damaged/);
    const usual = store({});
    const added = (change: Partial<StorageHealth>) => store(change).filter((line) => !usual.includes(line));
    assert.deepEqual(added({ demo: true }), ['**Demo data: made up, not yours.**']);
    assert.deepEqual(added({ skippedLines: 1 }), [
      '**1 journal line was skipped**: cut short, damaged, or of a type this version does not know.',
    ]);
    assert.deepEqual(added({ skippedLines: 2 }), [
      '**2 journal lines were skipped**: cut short, damaged, or of a type this version does not know.',
    ]);
    assert.deepEqual(added({ writersAlive: 0 }), ['0 windows are writing.']);
    assert.deepEqual(added({ writersAlive: 1 }), ['1 window is writing.']);
    const backup = { name: 'daymark_1', bytes: 2048, isVerified: true };
    assert.deepEqual(added({ lastBackup: backup }), ['Last backup daymark\\_1, 2.0 KB: verified.']);
    assert.deepEqual(added({ lastBackup: { ...backup, isVerified: false } }), [
      'Last backup daymark\\_1, 2.0 KB: **not verified**.',
    ]);
    assert.deepEqual(added({ detailFrom: Date.UTC(2026, 0, 5, 3) }), [
      'Every span is kept from 2026-01-05 on. Older ones are summed up by hour.',
    ]);
    assert.deepEqual(added({ detailFrom: 0 }), []);
    assert.deepEqual(added({ damagedRows: 0, lockedNames: 0, unreadableJournals: [] }), []);
    for (const [change, start] of [
      [{ damagedRows: 1 }, '**1 row of the SQLite file was damaged** and left out.'],
      [{ damagedRows: 2 }, '**2 rows of the SQLite file were damaged** and left out.'],
      [{ lockedNames: 1 }, '**1 name is locked**: another device recorded it.'],
      [{ lockedNames: 2 }, '**2 names are locked**: another device recorded them.'],
      [{ unreadableJournals: ['a_b', 'c'] }, "**Journals that can't be read**: a\\_b, c."],
      [{ setAside: ['a_b', 'c'] }, 'Set aside: a\\_b, c'],
    ] as const) {
      const [line = '', ...more] = added(change);
      assert.ok(line.startsWith(start), line);
      assert.deepEqual(more, []);
    }
    assert.deepEqual(below('SQLite file', { stored: new AppError('worker-stopped', 'It *ended*.') }), [
      '**Cannot be read**: It \\*ended\\*.',
    ]);
  });

  it('says who can read names', () => {
    const lines = (change: Partial<VaultHealth>) => vaultLines({ ...vault, ...change }, translator());
    const usual = lines({});
    const added = (change: Partial<VaultHealth>) => lines(change).filter((line) => !usual.includes(line));
    assert.deepEqual(added({ place: 'secretStorage' }), ["The secret of this device is in VS Code's secret storage."]);
    assert.deepEqual(added({ place: undefined }), [
      "**This device's secret can't be stored, so new activity waits in memory.**",
    ]);
    assert.deepEqual(added({ isRevoked: true }), ['**This device was revoked.**']);
    const device = { id: 'a', kind: 'client', at: 1, isOwnChoice: true } as const;
    assert.deepEqual(added({ trusted: [device, { ...device, kind: 'recovery' }] }), ['1 other device is authorized.']);
    assert.deepEqual(added({ trusted: [device, device] }), ['2 other devices are authorized.']);
    assert.deepEqual(added({ revokedCount: 1 }), ['1 device or recovery key was revoked.']);
    assert.deepEqual(added({ revokedCount: 2 }), ['2 devices or recovery keys were revoked.']);
    assert.deepEqual(added({ hasRecoveryKey: true }), ['There is a recovery key.']);
    const one = '1 device or recovery key waits to be authorized or confirmed.';
    assert.deepEqual(added({ waiting: [{ id: 'c', at: 1 }] }), [one]);
    assert.deepEqual(added({ unconfirmed: [{ id: 'd', kind: 'client', at: 1 }] }), [one]);
    assert.deepEqual(added({ waiting: [{ id: 'c', at: 1 }], unconfirmed: [{ id: 'd', kind: 'client', at: 1 }] }), [
      '2 devices or recovery keys wait to be authorized or confirmed.',
    ]);
    assert.deepEqual(added({ damagedFiles: ['a'] }), ['**1 file of the vault is damaged: `vault/a`.**']);
    assert.deepEqual(added({ damagedFiles: ['a'], damagedSecrets: ['b'] }), [
      '**2 files of the vault are damaged: `vault/a`, `vault/b`.**',
    ]);
  });
});
