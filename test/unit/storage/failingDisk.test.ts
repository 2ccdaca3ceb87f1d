import assert from 'node:assert/strict';
import fs from 'node:fs';
import { AppError } from '../../../src/core/base/appError.ts';
import { dayMs } from '../../../src/core/time/days.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';
import type { Store } from '../../../src/storage/store.ts';
import { chooseSeed, seeded } from '../../harness/seed.ts';
import { allFacts } from './allFacts.ts';
import { activity, document, plan, record, run, span } from './facts.ts';
import { diskFailure, faultyFiles } from './faultyFiles.ts';
import { StorageFolder } from './storageFolder.ts';

/** Every seventh step in a usual run (every fourth of the vault's), from another one each time; all of them with the variable set. */
const stride = process.env['DAYMARK_EVERY_STEP'] ? 1 : 7;
const vaultStride = process.env['DAYMARK_EVERY_STEP'] ? 1 : 4;
const random = seeded(chooseSeed());
const firstStep = (of: number): number => 1 + Math.floor(random() * of);
const codes = ['ENOSPC', 'EIO', 'EACCES', 'EBUSY', 'EMFILE'];

const inFile = [span({ id: 'w:1' }), run({ id: 'w:2' }), activity({ id: 'w:3' }), plan(), record(), document()];
const imported = [
  span({ id: 'i:1', start: span().start - 500_000, end: span().start - 400_000 }),
  activity({ id: 'i:2' }),
];
const inJournal = [span({ id: 'w:20', start: span().start + 500_000, end: span().start + 600_000 })];
const more = [span({ id: 'i:30', start: span().start - 900_000, end: span().start - 800_000 })];
/** Activities are stored as records. */
const idOf = ({ type, id }: { readonly type: string; readonly id: string }): string =>
  `${type === 'activity' ? 'record' : type} ${id}`;

interface Method {
  readonly run: (store: Store) => unknown;
  /** Facts that must be there after it reported success, besides what was there before. */
  readonly brings?: readonly string[];
  /** Facts that may be gone afterwards. */
  readonly takes?: readonly string[];
}

const methods: Readonly<Record<string, Method>> = {
  refresh: { run: (store) => store.refresh() },
  checkpoint: { run: (store) => store.checkpoint() },
  importFacts: { run: (store) => store.importFacts(more), brings: more.map(idOf) },
  undoImport: { run: (store) => store.undoImport(store.imports()[0] ?? ''), takes: imported.map(idOf) },
  reseal: { run: (store) => store.reseal() },
  restore: {
    run: (store) => store.restore(store.backups()[0]?.name ?? ''),
    // Data after the backup is in the one made before the restore.
    takes: [...inJournal, ...imported].map(idOf),
  },
  exportSqlite: { run: (store) => store.exportSqlite() },
  backups: { run: (store) => store.backups() },
  health: { run: (store) => store.health() },
  imports: { run: (store) => store.imports() },
  leaveToday: { run: (store) => store.leaveToday({ version: '1', day: '2026-03-03', content: {} }) },
  previewImport: { run: (store) => store.previewImport(more) },
};

describe('a disk that refuses one access', function () {
  this.timeout(300_000);

  /** A storage with a file, a backup from yesterday, an import, and a growing journal. */
  async function prepared(): Promise<StorageFolder> {
    const folder = new StorageFolder();
    const journal = folder.journal({ writer: 'w' });
    for (const fact of inFile) journal.append(fact);
    await journal.flush();
    const store = await folder.store();
    assert.equal(store.checkpoint().outcome, 'done');
    assert.equal(store.importFacts(imported).outcome, 'done');
    store.close();
    folder.clock.pass(dayMs);
    for (const fact of inJournal) journal.append(fact);
    await journal.flush();
    return folder;
  }

  async function idsIn(folder: StorageFolder): Promise<Set<string>> {
    const store = await folder.store();
    const ids = new Set(allFacts(store).map(idOf));
    store.close();
    return ids;
  }

  function assertSaysWhat(error: unknown, what: string): void {
    assert.ok(error instanceof AppError, `${what}: ${String((error as Error).stack)}`);
    assert.notEqual(error.code, 'internal', what);
    assert.match(error.message, /\S+ \S+.*\.$/s, what);
  }

  for (const [name, { run: act, brings = [], takes = [] }] of Object.entries(methods)) {
    it(`at any step of ${name} loses nothing that was acknowledged, and is told`, async () => {
      const outcomes = new Set<string>();
      for (let step = firstStep(stride); ; step += stride) {
        const code = codes[step % codes.length] ?? '';
        const what = `${name}, step ${step}, ${code}`;
        const folder = await prepared();
        try {
          const before = await idsIn(folder);
          let count = Number.NEGATIVE_INFINITY;
          const files = faultyFiles(() => {
            if (++count === step) throw diskFailure(code);
          });
          const store = await folder.store({ files });
          count = 0;
          let outcome = 'threw';
          try {
            outcome = String((act(store) as { outcome?: string } | undefined)?.outcome ?? 'answered');
          } catch (error) {
            assertSaysWhat(error, what);
          }
          const isOver = count < step;
          count = Number.NEGATIVE_INFINITY;
          outcomes.add(outcome);
          // In the same process, as a window continues after it.
          store.refresh();
          const told = new Set(allFacts(store).map(idOf));
          store.close();
          fs.rmSync(folder.path('daymark.lock'), { force: true });
          const after = await idsIn(folder);
          for (const ids of [told, after]) {
            const lost = Array.from(before).filter((id) => !ids.has(id));
            assert.deepEqual(
              lost.filter((id) => !takes.includes(id)),
              [],
              what,
            );
            if (outcome === 'done') for (const id of brings) assert.ok(ids.has(id), `${what}: it said done`);
            if (outcome === 'done' && name === 'undoImport')
              assert.deepEqual(
                takes.filter((id) => ids.has(id)),
                [],
                `${what}: it said done`,
              );
          }
          const again = await folder.store();
          assert.ok(['done', 'nothing'].includes(again.checkpoint().outcome), what);
          if (isOver) break;
        } finally {
          folder.remove();
        }
      }
      assert.ok(outcomes.has('done') || outcomes.has('answered'), Array.from(outcomes).join());
    });
  }

  it('at any step of opening leaves a store that says so, and everything in its place', async () => {
    for (let step = firstStep(3); ; step += 3) {
      const what = `step ${step}, ${codes[step % codes.length]}`;
      const folder = await prepared();
      try {
        const before = await idsIn(folder);
        let count = 0;
        const files = faultyFiles(() => {
          if (++count === step) throw diskFailure(codes[step % codes.length] ?? '');
        });
        try {
          (await folder.store({ files })).close();
        } catch (error) {
          assertSaysWhat(error, what);
        }
        assert.deepEqual(await idsIn(folder), before, what);
        if (count < step) break;
      } finally {
        folder.remove();
      }
    }
  });

  const vaultMethods: Readonly<Record<string, (vault: Vault, code: string) => unknown>> = {
    seal: (vault) => vault.seal('Analytical Engine'),
    rotate: (vault) => vault.rotate(),
    makeRecoveryKey: (vault) => vault.makeRecoveryKey(),
    authorize: (vault, code) => vault.authorize(code),
    state: (vault) => vault.state(),
  };
  for (const [name, act] of Object.entries(vaultMethods)) {
    it(`at any step of the vault's ${name} leaves every name readable, and is told`, () => {
      for (let step = firstStep(vaultStride); ; step += vaultStride) {
        const code = codes[step % codes.length] ?? '';
        const what = `${name}, step ${step}, ${code}`;
        const folder = new StorageFolder();
        try {
          const secret = new Uint8Array(32).fill(1);
          const open = (options = {}): Vault =>
            new Vault({ folder: folder.folder, clock: folder.clock, secret, ...options });
          const sealed = open().seal('Lovelace');
          const other = new Vault({ folder: folder.folder, clock: folder.clock, secret: new Uint8Array(32).fill(2) });
          other.seal('Babbage');
          const { ownCode } = other.state();
          let count = 0;
          const files = faultyFiles(() => {
            if (++count === step) throw diskFailure(code);
          });
          const vault = open({ files });
          let made: unknown;
          try {
            made = act(vault, ownCode);
          } catch (error) {
            assertSaysWhat(error, what);
          }
          const isOver = count < step;
          count = Number.NEGATIVE_INFINITY;
          for (const each of [vault, open()]) {
            assert.equal(each.open(sealed), 'Lovelace', what);
            assert.equal(each.open(each.seal('new')), 'new', what);
          }
          if (name === 'seal' && made instanceof Uint8Array) assert.equal(open().open(made), 'Analytical Engine', what);
          if (name === 'makeRecoveryKey' && typeof made === 'string') {
            const reader = new Vault({
              folder: folder.folder,
              clock: folder.clock,
              secret: new Uint8Array(32).fill(3),
            });
            reader.enterRecoveryKey(made);
            assert.equal(reader.open(sealed), 'Lovelace', `${what}: it gave a key`);
          }
          if (isOver) break;
        } finally {
          folder.remove();
        }
      }
    });
  }
});
