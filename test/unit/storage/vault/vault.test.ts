import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { anyText } from '../../../harness/anyText.ts';
import { isLockedName } from '../../../../src/core/facts/lockedName.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { fromRecoveryKey, toRecoveryKey } from '../../../../src/storage/vault/recoveryKey.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { allFacts, always } from '../allFacts.ts';
import { activity, diagnostic, plan, planTask, run, span, state } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

describe('the vault', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const vault = (secret: Uint8Array): Vault => new Vault({ folder: folder.folder, clock: folder.clock, secret });
  const [ada, charles] = [randomBytes(32), randomBytes(32)];

  async function record(
    sealer: Vault,
    ...facts: Parameters<ReturnType<StorageFolder['journal']>['append']>[0][]
  ): Promise<void> {
    const journal = folder.journal({ sealer });
    for (const fact of facts) journal.append(fact);
    await journal.close();
  }

  it('opens what it sealed, in another window too; never the same bytes twice, but the same tag', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const [one, two] = [vault(ada), vault(ada)];
        const sealed = one.seal(text);
        assert.equal(two.open(sealed), Buffer.from(text).toString());
        assert.notDeepEqual(one.seal(text), sealed);
        assert.deepEqual(two.tag(text), one.tag(text));
      }),
      { numRuns: 30 },
    );
  });

  it('opens nothing of which a byte was changed, or that another key sealed', () => {
    const [one, two] = [vault(ada), vault(charles)];
    const sealed = one.seal('engine');
    assert.equal(two.open(sealed), undefined);
    assert.notDeepEqual(two.tag('engine'), one.tag('engine'));
    // The first byte distinguishes a sealed value from one that was written before there was a key.
    for (let at = 1; at < sealed.length; at++) {
      const bad = Uint8Array.from(sealed);
      bad[at] = (bad[at] ?? 0) ^ 1;
      assert.equal(one.open(bad), undefined, `byte ${at}`);
    }
  });

  it('leaves no name readable in any file of the folder', async () => {
    const names = ['Xanadu', 'plover', 'frobnicate', 'quuxlang', 'zork-branch', 'gnusto', 'xyzzy', 'blorb', 'rezrov'];
    const [project, file, language, branch, title, notes, message, text, name] = names as [string, ...string[]] &
      Record<number, string>;
    const place = { project: `/home/${project}`, file: `${file}.ts`, language: language ?? '', branch: branch ?? '' };
    const evidence = [{ id: 'e', text: text ?? '' }];
    await record(
      vault(ada),
      span(place),
      run({ name: name ?? '', ...place }),
      diagnostic({ message: message ?? '', code: 'plugh', reporter: 'fweep', ...place }),
      state(),
      activity({ title: title ?? '', notes: notes ?? '', project: place.project }),
      plan({ capacityEvidence: evidence, learning: { title: 'yoho', minutes: 5, done: false, evidence } }),
      planTask({ title: 'lagach', evidence }),
    );
    const grep = (): string[] => {
      const found: string[] = [];
      for (const each of fs.readdirSync(folder.folder, { recursive: true, withFileTypes: true })) {
        if (!each.isFile()) continue;
        const raw = fs.readFileSync(path.join(each.parentPath, each.name));
        const content = (raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw).toString('latin1');
        // Base64 in a file would be as good as plain text.
        const decoded = content.replaceAll(/[A-Za-z0-9+/=]{8,}/g, (run64) =>
          Buffer.from(run64, 'base64').toString('latin1'),
        );
        for (const planted of [...names, 'plugh', 'fweep', 'yoho', 'lagach']) {
          if (content.includes(planted) || decoded.includes(planted)) found.push(`${planted} in ${each.name}`);
        }
      }
      return found;
    };
    assert.deepEqual(grep(), []);
    const store = await folder.store({ sealer: vault(ada) });
    assert.equal(store.checkpoint().outcome, 'done');
    assert.ok(folder.list('backups').length === 1);
    assert.deepEqual(grep(), []);
    assert.equal(store.spans(always)[0]?.project, `/home/${project}`);
    assert.equal(store.runs(always)[0]?.name, name);
  });

  it('keeps the numbers and shows names as locked, each as another, when its key is lost', async () => {
    await record(vault(ada), span(), span({ id: 'w:2', project: '/other' }), activity(), plan(), planTask());
    const store = await folder.store({ sealer: vault(charles) });
    const [one, two] = store.spans(always);
    assert.deepEqual([one?.end, one?.signals, one?.edits], [span().end, span().signals, span().edits]);
    assert.ok(isLockedName(one?.project ?? '') && isLockedName(two?.project ?? ''));
    assert.notEqual(one?.project, two?.project);
    assert.ok(isLockedName(store.activities(always)[0]?.title ?? ''));
    assert.deepEqual(store.planTasks('2026-03-03', '2026-03-03')[0]?.evidence, []);
    assert.equal(store.plan('2026-03-03')?.capacityMinutes, 240);
    assert.ok((store.health().lockedNames ?? 0) > 0);
  });

  it('authorizes a second device by its code, after which both read everything', async () => {
    await record(vault(ada), span({ id: 'a:1' }));
    await record(vault(charles), span({ id: 'c:1' }));
    const first = vault(ada);
    assert.equal(first.state().waiting.length, 1);
    assert.equal(first.state().lockedKeys, 1);
    const code = vault(charles).state().ownCode;
    assert.match(code, /^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/, '80 bits');
    first.authorize(code.toLowerCase().replaceAll('-', ' '));
    // The second one takes what it was given, and shares its own.
    assert.equal(vault(charles).state().lockedKeys, 0);
    for (const secret of [ada, charles]) {
      const sealer = vault(secret);
      assert.deepEqual([sealer.state().lockedKeys, sealer.state().waiting.length], [0, 0]);
      const store = await folder.store({ sealer });
      assert.deepEqual(allFacts(store), [span({ id: 'a:1' }), span({ id: 'c:1' })]);
    }
    assert.throws(() => first.authorize('0000-0000-0000-0000'), { code: 'not-found' });
    assert.throws(() => first.authorize('0000-0000'), { code: 'invalid-input' });
    assert.notEqual(vault(charles).state().ownCode, code, 'an answer under a code that was used counts for nothing');
  });

  it('makes devices known to each other: the third reads what the second recorded, and the reverse', () => {
    const lovelace = randomBytes(32);
    const devices = [ada, charles, lovelace];
    const sealed = devices.map((secret, index) => vault(secret).seal(`of ${index}`));
    vault(ada).authorize(vault(charles).state().ownCode);
    vault(charles).authorize(vault(lovelace).state().ownCode);
    for (let round = 0; round < 2; round++) for (const secret of devices) vault(secret).state();
    for (const secret of devices) {
      assert.deepEqual(
        sealed.map((each) => vault(secret).open(each)),
        ['of 0', 'of 1', 'of 2'],
      );
      assert.deepEqual([vault(secret).state().waiting, vault(secret).state().trusted.length], [[], 2]);
    }
    // Two rotate at the same time; all settle on one key.
    const [one, two] = [vault(ada), vault(lovelace)];
    one.rotate();
    two.rotate();
    for (let round = 0; round < 2; round++) for (const secret of devices) vault(secret).state();
    const keys = devices.map((secret) => Buffer.from(vault(secret).seal('x').subarray(1, 7)).toString('hex'));
    assert.equal(new Set(keys).size, 1);
  });

  it('uses the key of a rotation in other windows within a minute', () => {
    const [one, two] = [vault(ada), vault(ada)];
    two.seal('before');
    one.rotate();
    folder.clock.pass(61_000);
    assert.ok(one.isCurrent(two.seal('after')));
  });

  it('is opened by its recovery key, also when that was made before a rotation', async () => {
    const first = vault(ada);
    const recovery = first.makeRecoveryKey();
    await record(first, span({ id: 'a:1' }));
    first.rotate();
    await record(first, span({ id: 'a:2', file: 'later.ts' }));
    const second = vault(charles);
    assert.equal(second.enterRecoveryKey(recovery.toLowerCase().replaceAll('-', ' ')), 2);
    const store = await folder.store({ sealer: vault(charles) });
    assert.deepEqual(allFacts(store), [span({ id: 'a:1' }), span({ id: 'a:2', file: 'later.ts' })]);
    assert.throws(() => second.enterRecoveryKey(toRecoveryKey(randomBytes(32))), { code: 'not-found' });
    assert.throws(() => second.enterRecoveryKey(recovery.slice(0, -3)), { code: 'invalid-input' });
  });

  it('finds any slip of one letter in a recovery key', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat({ max: 55 }),
        fc.constantFrom('2', 'Z'),
        (secret, at, other) => {
          const key = toRecoveryKey(secret);
          assert.deepEqual(Uint8Array.from(fromRecoveryKey(key)), secret);
          const plain = key.replaceAll('-', '');
          if (plain[at] !== other)
            assert.throws(() => fromRecoveryKey(plain.slice(0, at) + other + plain.slice(at + 1)));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('brings old names under a new key', async () => {
    const sealer = vault(ada);
    await record(sealer, span(), run());
    const store = await folder.store({ sealer });
    store.checkpoint();
    assert.equal(store.reseal().names, 0);
    sealer.rotate();
    await record(sealer, span({ id: 'w:7' }));
    const { outcome, names } = store.reseal();
    assert.deepEqual([outcome, names], ['done', 5]);
    assert.deepEqual(allFacts(await folder.store({ sealer: vault(ada) })), [span(), span({ id: 'w:7' }), run()]);
    assert.equal(store.reseal().names, 0);
  });

  it('has one secret for all windows where it lies in the folder', () => {
    assert.deepEqual(folderSecret(folder.folder), folderSecret(folder.folder));
    if (process.platform !== 'win32') assert.equal(fs.statSync(folder.path('vault', 'secret')).mode & 0o77, 0);
  });

  it('holds facts back until its key is there', async () => {
    const journal = folder.journal({ sealer: new Promise((resolve) => setTimeout(() => resolve(vault(ada)), 20)) });
    journal.append(span());
    assert.throws(() => journal.flushSync());
    assert.equal(journal.state().pending, 1);
    await journal.flush();
    assert.deepEqual(allFacts(await folder.store({ sealer: vault(ada) })), [span()]);
  });
});
