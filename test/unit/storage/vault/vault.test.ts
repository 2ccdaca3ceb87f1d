import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { isLockedName } from '../../../../src/core/facts/lockedName.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { fromRecoveryKey, toRecoveryKey } from '../../../../src/storage/vault/recoveryKey.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { allFacts, always } from '../allFacts.ts';
import { activity, diagnostic, plan, planTask, run, span, state } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

describe('the vault', function () {
  this.timeout(120_000);
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
      fc.property(fc.string({ unit: 'binary' }), (text) => {
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
    // The first byte tells a sealed value from one that was written before there was a key.
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
        // What is in a file in base64 would be as good as readable.
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

  it('lets a second client in, after which both read everything', async () => {
    await record(vault(ada), span({ id: 'a:1' }));
    await record(vault(charles), span({ id: 'c:1' }));
    const first = vault(ada);
    const waiting = first.state().waiting;
    assert.equal(waiting.length, 1);
    assert.equal(waiting[0]?.code, vault(charles).state().ownCode);
    assert.equal(first.state().lockedKeys, 1);
    first.letIn(waiting[0]?.id ?? '');
    // The second one takes what it was given, and shares its own.
    assert.equal(vault(charles).state().lockedKeys, 0);
    for (const secret of [ada, charles]) {
      const sealer = vault(secret);
      assert.deepEqual([sealer.state().lockedKeys, sealer.state().waiting.length], [0, 0]);
      const store = await folder.store({ sealer });
      assert.deepEqual(allFacts(store), [span({ id: 'a:1' }), span({ id: 'c:1' })]);
    }
    assert.throws(() => first.letIn('nobody'), { code: 'not-found' });
  });

  it('gives no key to someone who only put himself into the folder', async () => {
    const first = vault(ada);
    first.seal('engine');
    const thief = vault(charles);
    thief.seal('mine');
    // He copies the proof of another, under his own name.
    const keys = folder.list('vault').filter((name) => name.startsWith('key-'));
    const [own, stolen] = [
      keys.find((name) => name.includes(recipientOf(folder, thief))),
      keys.find((name) => !name.includes(recipientOf(folder, thief))),
    ];
    assert.ok(own && stolen);
    fs.copyFileSync(
      folder.path('vault', stolen),
      folder.path('vault', stolen.replace(/\..*\.json/, `.${recipientOf(folder, thief)}.json`)),
    );
    const again = vault(ada);
    again.rotate();
    assert.equal(again.state().waiting.length, 1);
    assert.equal(vault(charles).open(again.seal('secret')), undefined);
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

function recipientOf(folder: StorageFolder, of: Vault): string {
  const code = of.state().ownCode;
  const ids = folder.list('vault').flatMap((name) => /^for-(.*)\.json$/.exec(name)?.[1] ?? []);
  return ids.find((id) => String(Number.parseInt(id.slice(0, 10), 16) % 1_000_000).padStart(6, '0') === code) ?? '';
}
