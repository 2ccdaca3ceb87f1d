import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Files } from '../../../../src/storage/disk/files.ts';
import type { EraseResult } from '../../../../src/storage/store.ts';
import { always } from '../allFacts.ts';
import { span } from '../facts.ts';
import { diskFailure, faultyFiles } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

const secret = { project: '/home/ada/Xanadu', file: 'plover.ts', branch: 'gnusto' };
/** Every fourth step in a usual run, all of them with the variable set. */
const stride = process.env['DAYMARK_EVERY_STEP'] ? 1 : 4;
type Outcome = EraseResult['outcome'] | 'threw';

/** Names of files below a folder in which the erased project can still be read. */
function found(folder: string): string[] {
  const all = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return all.flatMap(({ parentPath, name }) => {
    const raw = fs.readFileSync(path.join(parentPath, name), 'latin1');
    const decoded = raw.replaceAll(/[A-Za-z0-9+/=]{8,}/g, (text) => Buffer.from(text, 'base64').toString('latin1'));
    return /Xanadu|plover|gnusto/.test(raw + decoded) ? [name] : [];
  });
}

/** One storage with facts in the file, a backup, a list of an import, a live journal, and a file that was set aside. */
async function prepared(folder: StorageFolder): Promise<ReturnType<StorageFolder['journal']>> {
  const journal = folder.journal({ writer: 'live' });
  journal.append(span({ id: 'x:1', ...secret }));
  journal.append(span({ id: 'k:1' }));
  await journal.flush();
  const store = await folder.store();
  store.importFacts([span({ id: 'i:1', ...secret }), span({ id: 'i:2' })]);
  store.close();
  fs.copyFileSync(folder.path('daymark.sqlite'), folder.path('daymark.sqlite.damaged-2026-01-01'));
  journal.append(span({ id: 'x:2', ...secret }));
  journal.append(span({ id: 'k:2' }));
  await journal.flush();
  return journal;
}

/** Erases with something done before one access to the disk, for every access in turn. */
async function atEveryStep(
  strike: (step: number, at: { folder: StorageFolder; journal: ReturnType<StorageFolder['journal']> }) => void,
  check: (step: number, at: { folder: StorageFolder; outcome: Outcome }) => Promise<void>,
): Promise<{ steps: number; outcomes: Set<Outcome> }> {
  const outcomes = new Set<Outcome>();
  for (let step = 1; ; step += stride) {
    const folder = new StorageFolder();
    try {
      const journal = await prepared(folder);
      let count = Number.NEGATIVE_INFINITY;
      const files: Files = faultyFiles(() => {
        if (++count === step) strike(step, { folder, journal });
      });
      const store = await folder.store({ files });
      count = 0;
      let outcome: Outcome;
      try {
        ({ outcome } = store.erase({ project: secret.project }));
      } catch {
        outcome = 'threw';
      }
      outcomes.add(outcome);
      const isOver = count < step;
      count = Number.NEGATIVE_INFINITY;
      store.close();
      await check(step, { folder, outcome });
      if (isOver) return { steps: step, outcomes };
    } finally {
      folder.remove();
    }
  }
}

async function idsIn(folder: StorageFolder): Promise<string[]> {
  const store = await folder.store();
  const ids = store.spans(always).map(({ id }) => id);
  store.close();
  return ids.sort();
}

async function finish(folder: StorageFolder, step: number): Promise<void> {
  fs.rmSync(folder.path('daymark.lock'), { force: true });
  const store = await folder.store();
  assert.equal(store.erase({ project: secret.project }).outcome, 'done', `again after step ${step}`);
  store.close();
  assert.deepEqual(found(folder.folder), [], `again after step ${step}`);
  assert.deepEqual(await idsIn(folder), ['i:2', 'k:1', 'k:2'], `step ${step}`);
}

describe('erasing while something goes wrong', function () {
  this.timeout(300_000);

  it('never says "done" when the lock changed hands, and finishes when asked again', async () => {
    const { steps, outcomes } = await atEveryStep(
      (_, { folder }) => {
        if (fs.existsSync(folder.path('daymark.lock')))
          fs.writeFileSync(folder.path('daymark.lock'), JSON.stringify({ token: 'other' }));
      },
      async (step, { folder, outcome }) => {
        if (outcome === 'done') assert.deepEqual(found(folder.folder), [], `step ${step} said done`);
        await finish(folder, step);
      },
    );
    assert.ok(steps > 60 && outcomes.has('lost') && outcomes.has('done'), `${steps} ${[...outcomes].join()}`);
  });

  for (const code of ['EIO', 'ENOSPC']) {
    it(`never says "done" falsely when the disk says ${code}, and finishes when asked again`, async () => {
      const { outcomes } = await atEveryStep(
        () => {
          throw diskFailure(code);
        },
        async (step, { folder, outcome }) => {
          if (outcome === 'done') assert.deepEqual(found(folder.folder), [], `step ${step} said done`);
          await finish(folder, step);
        },
      );
      assert.ok(outcomes.has('threw') && outcomes.has('done'));
    });
  }

  it('loses no line that a window writes between any two steps', async () => {
    let struck = 0;
    const { steps } = await atEveryStep(
      (step, { journal }) => {
        struck = step;
        journal.append(span({ id: 'new:1' }));
        journal.flushSync();
      },
      async (step, { folder, outcome }) => {
        assert.equal(outcome, 'done', `step ${step}`);
        const expected = ['i:2', 'k:1', 'k:2', ...(struck === step ? ['new:1'] : [])];
        assert.deepEqual(await idsIn(folder), expected, `step ${step}`);
      },
    );
    assert.ok(steps > 60);
  });

  it('drops from memory what it could not write', async () => {
    const folder = new StorageFolder();
    try {
      await prepared(folder);
      let isFull = false;
      const files = faultyFiles((step, file) => {
        if (isFull && step === 'create' && file.includes('daymark.sqlite.')) throw diskFailure('ENOSPC');
      });
      const store = await folder.store({ files });
      isFull = true;
      assert.throws(() => store.erase({ project: secret.project }), /full|space/i);
      store.refresh();
      const ids = store.spans(always).map(({ id }) => id);
      assert.deepEqual(ids.sort(), ['i:1', 'i:2', 'k:1', 'k:2', 'x:1', 'x:2']);
    } finally {
      folder.remove();
    }
  });

  it('keeps going when a list of an import was cut by a full disk', async () => {
    const folder = new StorageFolder();
    try {
      await prepared(folder);
      const [list = ''] = folder.list('imports');
      fs.truncateSync(folder.path('imports', list), 5);
      const store = await folder.store();
      assert.equal(store.erase({ project: secret.project }).outcome, 'done');
      assert.deepEqual(folder.list('imports'), []);
    } finally {
      folder.remove();
    }
  });
});
