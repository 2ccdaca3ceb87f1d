import assert from 'node:assert/strict';
import { AppError } from '../../../../src/core/base/appError.ts';
import type { StorageHealth } from '../../../../src/core/facts/reader.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { healthReport, type HealthInput } from '../../../../src/extension/features/health/healthReport.ts';

const now = Date.parse('2026-11-21T09:00:00Z');
const stored: StorageHealth = {
  folder: '/data',
  mode: 'ready',
  fileBytes: 2_097_152,
  journals: 2,
  journalBytes: 512,
  lastCheckpoint: now - 120_000,
  schemaVersion: 3,
  facts: 7,
  skippedLines: 0,
  setAside: [],
  demo: false,
};
const input: HealthInput = {
  version: '0.1.0',
  state: 'on',
  sensors: [
    { id: 'edits', startedAt: now - 1000, lastSignalAt: now - 5000, count: 3 },
    { id: 'tasks', count: 0, error: 'no tasks here' },
  ],
  journal: { writer: 'w', facts: 7, bytes: 900, pending: 0, lastFlush: now - 1000 },
  stored,
  vault: {
    place: 'secretStorage',
    trusted: [],
    waiting: [],
    unconfirmed: [],
    damagedFiles: [],
    damagedSecrets: [],
    hasRecoveryKey: false,
    isRevoked: false,
    revokedCount: 0,
  },
  workerRan: true,
  failedFeatures: [],
  settings: [],
  privacy: { exclude: [], hideFileNames: [], files: [] },
};
const report = (change: Partial<HealthInput> = {}): string =>
  healthReport({ ...input, ...change }, { now, t: translator() });

describe('the health check', () => {
  it('says of each signal whether it works and when it was last seen', () => {
    assert.match(report(), /\| edits \| works \| 5 s ago \| 3 \|/);
    assert.match(report(), /\| tasks \| \*\*not running\*\*: no tasks here \| not yet \| 0 \|/);
  });

  it('shows signals that do not work first, and folds those that do into one line', () => {
    const text = report();
    assert.ok(text.includes('<details><summary>1 of 2 signals work</summary>'));
    assert.ok(text.indexOf('| tasks |') < text.indexOf('<details>'), 'what is wrong is not hidden');
    assert.ok(text.indexOf('| edits |') > text.indexOf('<details>'));
  });

  it('says size, checkpoint, backup and writers of the store', () => {
    const lastBackup = { name: 'daymark-2026-11-21.sqlite', bytes: 1024, isVerified: true };
    const text = report({ stored: { ...stored, writersAlive: 2, lastBackup } });
    for (const part of [
      '2.0 MB, schema version 3, 7 facts.',
      'Last checkpoint 2 min ago.',
      '2 windows are writing.',
      'verified',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('says what is wrong, in words, and where', () => {
    const failure = new AppError('storage-full', 'The disk is full.');
    const text = report({
      journal: { ...input.journal, pending: 4, failure },
      stored: {
        ...stored,
        mode: 'rebuilt',
        skippedLines: 2,
        unreadableJournals: ['x.ndjson'],
        setAside: ['daymark.sqlite.damaged-2026-11-20'],
        lockedNames: 5,
      },
    });
    for (const part of [
      '**Rebuilt**',
      '4 facts are only in memory',
      'The disk is full.',
      '**2 journal lines were skipped**',
      "Journals that can't be read",
      'damaged-2026-11-20',
      '**5 names are locked**',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('says where the secret is, who can read names, and which files of the vault are damaged', () => {
    assert.match(report(), /secret storage\.\n\n0 other devices are authorized\.\n\nThere is no recovery key\./);
    const text = report({
      vault: {
        place: undefined,
        trusted: [
          { id: 'a', kind: 'client', at: 1, isOwnChoice: true },
          { id: 'b', kind: 'recovery', at: 1, isOwnChoice: true },
        ],
        waiting: [{ id: 'c', at: 1 }],
        unconfirmed: [{ id: 'd', kind: 'client', at: 1 }],
        damagedFiles: ['key-1.a.json'],
        damagedSecrets: ['secret.damaged-2026-11-20'],
        hasRecoveryKey: true,
        isRevoked: true,
        revokedCount: 2,
      },
    });
    for (const part of [
      'new activity waits in memory',
      '1 other device is authorized.',
      '**This device was revoked.**',
      '2 devices or recovery keys were revoked.',
      'There is a recovery key.',
      '2 devices or recovery keys wait',
      '**2 files of the vault are damaged: `vault/key-1.a.json`, `vault/secret.damaged-2026-11-20`.**',
    ])
      assert.ok(text.includes(part), part);
  });

  it('does not say that tracking is on where nothing listens', () => {
    assert.match(report(), /On in this window/);
    for (const text of [report({ failedFeatures: ['tracking'] }), report({ sensors: [] })]) {
      assert.doesNotMatch(text, /On in this window/);
      assert.match(text, /Not running: nothing is recorded/);
    }
    assert.match(report({ failedFeatures: ['commits'] }), /did not start: `commits`/);
  });

  it('says which exclusion is not taken as it is written, and which ignore files are not read, without a name', () => {
    const text = report({
      settings: [
        { key: 'privacy.exclude', item: 2, fault: 'range' },
        { key: 'rules', item: 0 },
        { key: 'dayStartsAt' },
      ],
      privacy: {
        exclude: [],
        hideFileNames: [],
        files: [
          { path: '/home/me/shop/.daymarkignore', refused: 'link', lines: [] },
          { path: '/home/me/web/.daymarkignore', lines: [4] },
        ],
      },
    });
    for (const part of [
      'daymark.privacy.exclude, entry 3: the range',
      'daymark.rules, entry 1: this is not a valid rule',
      "daymark.dayStartsAt: Daymark can't use this value",
      'could not be read: it is a link',
      'is excluded: 4.',
    ])
      assert.ok(text.includes(part), part);
    assert.doesNotMatch(text, /shop|web/);
  });

  it('says so when the store cannot be read at all', () => {
    assert.match(
      report({ stored: new AppError('worker-stopped', 'The data worker ended.') }),
      /\*\*Cannot be read\*\*: The data worker ended\./,
    );
  });
});
