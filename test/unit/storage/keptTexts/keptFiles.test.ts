import assert from 'node:assert/strict';
import fs from 'node:fs';
import { mostOfSession, type KeptText, type SessionTexts } from '../../../../src/core/facts/keptTexts.ts';
import type { Sealer } from '../../../../src/core/facts/sealer.ts';
import { KeptTexts } from '../../../../src/storage/keptTexts/keptTexts.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { faultyFiles, type FileStep } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

const session = 'claude-code:1';
/** As earlier versions named it. */
const fileName = '6f4cb62a2e12a1ec93890706618c6b2f.sealed';
const text = (key: string, at = 0, content = key): KeptText => ({
  key,
  at,
  by: 'prompt',
  text: content,
  length: content.length,
});
const shop = (...texts: KeptText[]): SessionTexts => ({ session, project: '/work/shop', texts });

describe('the file of a session’s texts', () => {
  let disk: StorageFolder;
  let steps: [step: FileStep, path: string][];
  beforeEach(() => {
    disk = new StorageFolder();
    steps = [];
  });
  afterEach(() => disk.remove());
  const open = (sealer: Sealer = plainSealer) =>
    new KeptTexts({
      files: faultyFiles((step, path) => void steps.push([step, path])),
      folder: disk.folder,
      sealer,
    });
  const names = () => disk.list('agentTexts');
  const path = (name: string) => disk.path('agentTexts', name);
  const keys = () =>
    open()
      .textsOf(session)
      .map(({ key }) => key);
  const written = () => steps.splice(0).filter(([step]) => step === 'create').length;

  it('has a name that tells nothing, and is written aside, to the disk, before it is there', () => {
    open().keep([shop(text('a'))]);
    assert.deepEqual(names(), [fileName]);
    const [aside] = steps.flatMap(([step, file]) => (step === 'create' ? [file] : []));
    assert.ok(aside?.startsWith(path(fileName)) && aside.endsWith('.tmp'));
    const ofAside = steps.filter(([, file]) => file === aside).map(([step]) => step);
    assert.deepEqual(ofAside, ['remove', 'create', 'sync', 'rename', 'remove']);
  });

  it('is written where something is left aside by a process that died', () => {
    open().keep([shop(text('a'))]);
    const left = `${fileName}.${process.pid}.tmp`;
    fs.writeFileSync(path(left), 'left');
    open().keep([shop(text('b'))]);
    assert.deepEqual([names(), keys()], [[fileName], ['a', 'b']]);
    fs.writeFileSync(path(`${fileName}.1.tmp`), 'left');
    fs.writeFileSync(path('notes.txt'), 'kept');
    written();
    open().tidy({ before: 0, most: 100 });
    assert.deepEqual([names(), keys(), written()], [[fileName, 'notes.txt'], ['a', 'b'], 0]);
  });

  it('leaves nothing aside where the disk is full', () => {
    const files = faultyFiles((step) => {
      if (step === 'rename') throw new Error('full');
    });
    assert.throws(() => new KeptTexts({ files, folder: disk.folder, sealer: plainSealer }).keep([shop(text('a'))]));
    assert.deepEqual(names(), []);
  });

  it('has texts in the order of their time, and of their keys at one instant', () => {
    open().keep([shop(text('b', 5), text('a', 5), text('c', 1))]);
    assert.deepEqual(keys(), ['c', 'a', 'b']);
    open().keep([shop(text('d', 5))]);
    assert.deepEqual(keys(), ['c', 'a', 'b', 'd']);
  });

  it('keeps a text as it was first where a later one is not longer', () => {
    open().keep([shop(text('a', 1, 'one'))]);
    open().keep([shop({ ...text('a', 2, 'two'), by: 'answer' })]);
    assert.deepEqual(open().textsOf(session), [text('a', 1, 'one')]);
    // What counts is the whole length, not that of the kept beginning.
    const longer = { ...text('a', 3, 'on'), length: 4 };
    open().keep([shop(longer)]);
    assert.deepEqual(open().textsOf(session), [longer]);
  });

  it('has a million characters at most, and the oldest go', () => {
    const half = 'x'.repeat(mostOfSession / 2 / 100);
    const many = Array.from({ length: 200 }, (_, i) => text(`k${i}`, i, half));
    open().keep([shop(...many)]);
    assert.equal(keys().length, 200);
    open().keep([shop(text('last', 500, 'x'))]);
    assert.deepEqual([keys().length, keys()[0], keys().at(-1)], [200, 'k1', 'last']);
  });

  it('is not made, and keeps its texts, while there is no key to seal under', () => {
    const locked = { ...plainSealer, canSeal: () => false, isCurrent: () => false };
    open(locked).keep([shop(text('a'))]);
    assert.deepEqual(names(), []);
    open({ ...plainSealer, canSeal: () => true }).keep([shop(text('a'))]);
    written();
    open(locked).reseal();
    open().reseal();
    assert.equal(written(), 0, 'there is only one key');
    open({ ...plainSealer, canSeal: () => true, isCurrent: () => false }).reseal();
    assert.equal(written(), 1);
    assert.deepEqual(keys(), ['a']);
  });

  it('is not written where nothing goes, and loses what is too old or too much', () => {
    open().keep([shop(text('a', 1, '12345'), text('b', 2, '12345'), text('c', 3, '12345'))]);
    written();
    open().tidy({ before: 1, most: 15 });
    assert.deepEqual([keys(), written()], [['a', 'b', 'c'], 0]);
    open().tidy({ before: 1, most: 14 });
    assert.deepEqual([keys(), written()], [['b', 'c'], 1]);
    open().tidy({ before: 3, most: 100 });
    assert.deepEqual([keys(), written()], [['c'], 1]);
    open().tidy({ before: 3, most: 4 });
    assert.deepEqual(names(), []);
  });

  it('counts the texts of all sessions together where there are too many', () => {
    open().keep([shop(text('a', 1, '12345'), text('b', 3, '12345'))]);
    open().keep([{ session: 'codex:2', project: '/work/shop', texts: [text('c', 2, '12345'), text('d', 4, '12345')] }]);
    open().tidy({ before: 0, most: 10 });
    assert.deepEqual(open().lengths(), { b: 5, d: 5 });
    assert.deepEqual(open().counts(), { sessions: 2, texts: 2 });
  });

  it('loses the texts of a range of time, or from before an instant, in a project or in all', () => {
    const all = [1, 2, 3, 4].map((at) => text(`${at}`, at));
    for (const [erasure, left, erased] of [
      [{ range: { from: 2, to: 4 } }, ['1', '4'], 2],
      [{ before: 3 }, ['3', '4'], 2],
      [{ before: 4, range: { from: 2, to: 9 } }, ['1', '4'], 2],
      [{ project: '/work' }, [], 4],
      [{ project: '/work/shop', before: 2 }, ['2', '3', '4'], 1],
      [{ project: '/work/other' }, ['1', '2', '3', '4'], 0],
      [{ range: { from: 5, to: 9 } }, ['1', '2', '3', '4'], 0],
      [{}, [], 4],
    ] as const) {
      fs.rmSync(disk.path('agentTexts'), { recursive: true, force: true });
      open().keep([shop(...all)]);
      assert.deepEqual([open().erase(erasure), keys()], [erased, left], JSON.stringify(erasure));
    }
  });

  it('counts as one where it can’t be opened, and other files stay', () => {
    open().keep([shop(text('a')), { session: 'codex:2', project: '/work/shop', texts: [text('b')] }]);
    fs.writeFileSync(path(fileName), 'no seal');
    fs.writeFileSync(path('notes.txt'), 'kept');
    assert.deepEqual([keys(), open().counts()], [[], { sessions: 1, texts: 1 }]);
    open().keep([shop(text('c'))]);
    assert.equal(fs.readFileSync(path(fileName), 'utf8'), 'no seal');
    assert.equal(open().erase({ project: '/work/other' }), 1);
    assert.equal(names().length, 2);
    assert.equal(open().erase({}), 1);
    assert.deepEqual(names(), ['notes.txt']);
  });

  it('may have 16 MiB, and is none of ours beyond', () => {
    const mebibyte = 1024 * 1024;
    const json = JSON.stringify(shop(text('a')));
    for (const [length, expected] of [
      [16 * mebibyte, ['a']],
      [16 * mebibyte + 1, []],
    ] as const) {
      fs.mkdirSync(disk.path('agentTexts'), { recursive: true });
      fs.writeFileSync(path(fileName), plainSealer.seal(json.padEnd(length - 1)));
      assert.deepEqual(keys(), expected, `${length}`);
    }
  });
});
