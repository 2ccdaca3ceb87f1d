import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { AppendFile, Files } from '../../../../src/storage/disk/files.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { allFacts } from '../allFacts.ts';
import { run, state } from '../facts.ts';
import { diskFailure, faultyFiles } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

describe('the journal of a window that can’t be written', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const fact = (n: number) => state({ id: `w:${n}` });
  const names = () => folder.list('journal');
  const lines = (name = 'w-1.ndjson') => fs.readFileSync(folder.path('journal', name), 'utf8').split('\n').slice(0, -1);
  const states = (name?: string) => lines(name).filter((line) => line.startsWith('["t"')).length;
  /** Files whose name leads elsewhere as soon as something was written to them. */
  const vanishing = (times: number): Files => {
    let left = times;
    const isInPlaceSync = () => left-- <= 0;
    const vanish = (file: AppendFile): AppendFile => ({
      ...file,
      isInPlaceSync,
      isInPlace: () => Promise.resolve(isInPlaceSync()),
    });
    return {
      ...nodeFiles,
      openAppend: async (file) => vanish(await nodeFiles.openAppend(file)),
      openAppendSync: (file) => vanish(nodeFiles.openAppendSync(file)),
    };
  };

  it('is tried again after five seconds, whatever comes meanwhile', async () => {
    let isBroken = true;
    const files = faultyFiles((step) => {
      if (isBroken && step === 'openAppend') throw diskFailure('ENOSPC');
    });
    const journal = folder.journal({ writer: 'w', files });
    journal.append(fact(1));
    await assert.rejects(journal.write(), { code: 'storage-full' });
    isBroken = false;
    journal.append(fact(2), 'now');
    journal.append(fact(3));
    folder.clock.pass(4999);
    await new Promise(setImmediate);
    assert.deepEqual([names(), journal.state().pending], [[], 3]);
    const flushed = new Promise((resolve) => journal.onDidFlush(resolve));
    folder.clock.pass(1);
    await flushed;
    await journal.write();
    assert.deepEqual([states(), journal.state().pending, journal.state().failure], [3, 0, undefined]);
  });

  it('says that it fails once, and again when it had succeeded in between', async () => {
    let isBroken = true;
    const files = faultyFiles((step) => {
      if (isBroken && (step === 'openAppend' || step === 'append')) throw diskFailure('ENOSPC');
    });
    const journal = folder.journal({ writer: 'w', files });
    const failures: string[] = [];
    journal.onDidFail(({ code }) => failures.push(code));
    journal.append(fact(1));
    await assert.rejects(journal.flush());
    await assert.rejects(journal.flush());
    isBroken = false;
    await journal.flush();
    isBroken = true;
    journal.append(fact(2));
    folder.clock.pass(0);
    assert.throws(() => journal.flushSync(), { code: 'storage-full' });
    assert.deepEqual(failures, ['storage-full', 'storage-full']);
    isBroken = false;
    journal.append(fact(3), 'now');
    folder.clock.pass(5000);
    await journal.flush();
    assert.equal(states(), 3);
  });

  it('is made again up to four times in a row where it vanishes, each with all facts', async () => {
    for (const write of ['flush', 'flushSync'] as const) {
      for (const [times, isWritten] of [
        [4, true],
        [5, false],
      ] as const) {
        const journal = folder.journal({ writer: `${write}${times}`, files: vanishing(times) });
        journal.append(run({ id: `${write}${times}:1` }));
        const act = async () => journal[write]();
        if (isWritten) await act();
        else await assert.rejects(act, { code: 'storage-readonly' });
        const files = names().filter((name) => name.startsWith(`${write}${times}-`));
        assert.equal(files.length, 5);
        for (const name of files)
          assert.equal(lines(name).filter((line) => line !== '').length, 5, 'each with its header and its names');
        assert.equal(journal.state().pending, isWritten ? 0 : 1);
      }
    }
  });

  it('is made again where it vanishes while a small fact is written', async () => {
    const journal = folder.journal({ writer: 'w' });
    journal.append(fact(1));
    await journal.flush();
    fs.rmSync(folder.path('journal', 'w-1.ndjson'));
    journal.append(fact(2), 'now');
    await new Promise((resolve) => journal.onDidFlush(resolve));
    assert.deepEqual([names(), states('w-2.ndjson'), journal.state().pending], [['w-2.ndjson'], 1, 0]);
  });

  it('has facts whose names could not be sealed as soon as they can', async () => {
    let isLocked = true;
    let seals = 0;
    const seal = (content: string | Uint8Array) => {
      // The first name can be sealed, and is not written, since the second one can't.
      if (isLocked && ++seals > 1) throw diskFailure('ENOSPC');
      return plainSealer.seal(content);
    };
    const journal = folder.journal({ writer: 'w', sealer: { ...plainSealer, seal } });
    journal.append(run({ id: 'w:1' }));
    await assert.rejects(journal.flush(), { code: 'storage-full' });
    assert.throws(() => journal.flushSync(), { code: 'storage-full' });
    assert.deepEqual([names(), journal.state().pending], [[], 1]);
    isLocked = false;
    journal.append(run({ id: 'w:2' }));
    await journal.flush();
    assert.deepEqual(allFacts(await folder.store()), [run({ id: 'w:1' }), run({ id: 'w:2' })]);
    assert.equal(journal.state().pending, 0);
  });

  it('tells nobody of a write that ends after it was let go', async () => {
    for (const isBroken of [false, true]) {
      const heard: string[] = [];
      const disposing = (file: AppendFile): AppendFile => ({
        ...file,
        append: async (bytes) => {
          if (!isBroken) await file.append(bytes);
          journal.dispose();
          heard.push('end');
          if (isBroken) throw diskFailure('ENOSPC');
        },
      });
      const files = { ...nodeFiles, openAppend: async (file: string) => disposing(await nodeFiles.openAppend(file)) };
      const journal = folder.journal({ writer: `w${Number(isBroken)}`, files });
      journal.onDidFlush(() => heard.push('flush'));
      journal.onDidFail(() => heard.push('failure'));
      journal.append(fact(1));
      await journal.flush().catch(() => undefined);
      assert.deepEqual(heard, ['flush', 'end']);
      assert.ok(
        lines(`w${Number(isBroken)}-1.ndjson`)
          .at(-1)
          ?.startsWith('["c"'),
      );
    }
  });

  it('throws nothing when it is let go, and says that its facts are lost', () => {
    const journal = folder.journal({ sealer: new Promise(() => undefined) });
    const failures: string[] = [];
    journal.onDidFail(({ code }) => failures.push(code));
    journal.append(fact(1));
    journal.dispose();
    assert.deepEqual([failures, names()], [['internal'], []]);
  });
});
