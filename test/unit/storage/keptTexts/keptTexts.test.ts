import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { mostOfSession, type KeptText, type SessionTexts } from '../../../../src/core/facts/keptTexts.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { KeptTexts } from '../../../../src/storage/keptTexts/keptTexts.ts';
import { exportRange } from '../../../../src/storage/transfer/exportData.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { span } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const word = 'xyzzyplugh';
const noon = Date.UTC(2026, 2, 2, 12);
const text = (key: string, given: Partial<KeptText> = {}): KeptText => {
  const said = given.text ?? `${word} ${key}`;
  return { key, at: noon, by: 'prompt', text: said, length: said.length, ...given };
};
const shop = (...texts: KeptText[]): SessionTexts => ({ session: 'claude-code:1', project: '/work/shop', texts });

describe('texts of sessions that are kept', () => {
  let disk: StorageFolder;
  beforeEach(() => (disk = new StorageFolder()));
  afterEach(() => disk.remove());

  const vault = (fill = 1): Vault =>
    new Vault({ folder: disk.folder, clock: disk.clock, secret: new Uint8Array(32).fill(fill) });
  const open = (sealer = vault()): KeptTexts => new KeptTexts({ files: nodeFiles, folder: disk.folder, sealer });
  const keysOf = (texts: KeptTexts, session = 'claude-code:1'): string[] =>
    texts.textsOf(session).map(({ key }) => key);
  const files = (): string[] =>
    fs
      .readdirSync(disk.folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => path.join(one.parentPath, one.name));
  /** Tells whether a planted word can be read in any file of the folder, in clear or in base64. */
  const isReadable = (): boolean =>
    files().some((file) => {
      const raw = fs.readFileSync(file, 'latin1');
      const decoded = raw.replaceAll(/[A-Za-z0-9+/=]{8,}/g, (one) => Buffer.from(one, 'base64').toString('latin1'));
      return (raw + decoded).includes(word);
    });

  it('are there after a restart, each once, in their order, and sealed', () => {
    const later = text('b', { at: noon + 1, by: 'answer' });
    open().keep([shop(later, text('a'))]);
    open().keep([shop(text('a'), later), { session: 'codex:2', project: '/work/shop', texts: [text('c')] }]);
    assert.deepEqual(open().textsOf('claude-code:1'), [text('a'), later]);
    assert.deepEqual(open().lengths(), { a: 12, b: 12, c: 12 });
    assert.deepEqual(open().counts(), { sessions: 2, texts: 3 });
    assert.equal(isReadable(), false);
    assert.deepEqual(open(vault(2)).textsOf('claude-code:1'), []);
  });

  it('grow, and never shrink again', () => {
    open().keep([shop(text('a', { text: 'First' }))]);
    open().keep([shop(text('a', { text: 'First, and second' }))]);
    open().keep([shop(text('a', { text: 'First' }))]);
    assert.equal(open().textsOf('claude-code:1')[0]?.text, 'First, and second');
  });

  it('expire by time, and the oldest go where there are too many', () => {
    const texts = open();
    texts.keep([shop(text('a', { at: 1 }), text('b', { at: 2 }), text('c', { at: 3 }))]);
    texts.tidy({ before: 2, most: 1000 });
    assert.deepEqual(keysOf(texts), ['b', 'c']);
    texts.tidy({ before: 0, most: 12 });
    assert.deepEqual(keysOf(texts), ['c']);
    texts.tidy({ before: 4, most: 1000 });
    assert.deepEqual(fs.readdirSync(disk.path('agentTexts')), []);
    const large = 'x'.repeat(8000);
    const many = Array.from({ length: mostOfSession / 8000 + 1 }, (_, i) => text(`k${i}`, { at: i, text: large }));
    texts.keep([shop(...many)]);
    assert.deepEqual(
      keysOf(texts),
      many.slice(1).map(({ key }) => key),
    );
  });

  it('are erased by project, by range of days, or as a whole, along with files that can’t be opened', async () => {
    const facts = disk.journal();
    facts.append(span());
    await facts.flush();
    const sealer = vault();
    const texts = open(sealer);
    const store = await disk.store({ sealer });
    const fill = (): void =>
      texts.keep([
        shop(text('a'), text('b', { at: noon + 10 })),
        { session: 'codex:2', project: '/work/shop/web', texts: [text('c')] },
        { session: 'codex:3', project: '/work/shopping', texts: [text('d')] },
      ]);
    fill();
    assert.equal(store.erase({ project: '/work/shop' }).erased['agentText'], 3);
    assert.deepEqual(Object.keys(texts.lengths()), ['d']);
    fill();
    store.erase({ range: { from: noon + 5, to: noon + 20 } });
    assert.deepEqual(Object.keys(texts.lengths()).sort(), ['a', 'c', 'd']);
    open(vault(2)).keep([{ session: 'codex:9', project: '/work/other', texts: [text('e')] }]);
    assert.equal(texts.erase({ project: '/work/shop' }), 3, 'two texts, and a file that is locked');
    assert.equal(fs.readdirSync(disk.path('agentTexts')).length, 1);
    store.erase({});
    assert.deepEqual(fs.readdirSync(disk.path('agentTexts')), []);
  });

  it('leave in no backup, no export, and no copy, in clear or not', async () => {
    const sealer = vault();
    const facts = disk.journal({ sealer });
    facts.append(span());
    await facts.flush();
    open(sealer).keep([shop(text('a'))]);
    const store = await disk.store({ sealer });
    store.checkpoint();
    const range = { from: 0, to: noon * 2 };
    const jsonl = exportRange('jsonl', { reader: store, range });
    const clear = Buffer.from(store.exportSqlite({ names: 'clear' })).toString('latin1');
    assert.match(jsonl, /"type":"span"/);
    assert.ok(clear.includes('SQLite'));
    assert.ok(!jsonl.includes(word) && !clear.includes(word));
    assert.equal(isReadable(), false);
    const [kept, ...others] = files().filter((file) => file.includes('agentTexts'));
    assert.ok(kept !== undefined && others.length === 0);
  });

  it('come under the new key when the key is rotated', () => {
    const sealer = vault();
    open(sealer).keep([shop(text('a'))]);
    const [name = ''] = fs.readdirSync(disk.path('agentTexts'));
    sealer.rotate();
    assert.equal(sealer.isCurrent(fs.readFileSync(disk.path('agentTexts', name))), false);
    open(sealer).reseal();
    assert.equal(sealer.isCurrent(fs.readFileSync(disk.path('agentTexts', name))), true);
    assert.deepEqual(keysOf(open(sealer)), ['a']);
  });

  it('are none in a damaged file, a folder, or a pipe, which hold nothing up', function () {
    if (process.platform === 'win32') this.skip();
    open().keep([shop(text('a'))]);
    const [name = ''] = fs.readdirSync(disk.path('agentTexts'));
    const file = disk.path('agentTexts', name);
    const things = [
      () => fs.writeFileSync(file, 'no seal'),
      () => fs.mkdirSync(file),
      () => execFileSync('mkfifo', [file]),
      () => fs.symlinkSync('/dev/zero', file),
    ];
    for (const make of things) {
      fs.rmSync(file, { recursive: true, force: true });
      make();
      const texts = open();
      assert.deepEqual(keysOf(texts), []);
      texts.tidy({ before: 0, most: 10 });
      texts.keep([shop(text('a'))]);
      assert.deepEqual(texts.counts(), { sessions: 0, texts: 0 });
      texts.reseal();
      texts.erase({});
    }
  });
});
