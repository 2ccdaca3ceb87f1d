import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../src/storage/vault/vault.ts';
import { span } from '../unit/storage/facts.ts';
import { StorageFolder } from '../unit/storage/storageFolder.ts';
import { readLogs, whatIsThere } from './logReader.ts';

const child = path.join(import.meta.dirname, 'logReaderChild.ts');
/** Kills, spread over the steps of a read. */
const kills = 5;

describe('a window that is killed while it reads the logs of AI tools', () => {
  const disks: StorageFolder[] = [];
  /** A data folder in which a window was before. */
  const newFolder = async (): Promise<string> => {
    const disk = new StorageFolder();
    disks.push(disk);
    const { folder, clock } = disk;
    const journal = disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
    journal.append(span());
    await journal.close();
    return folder;
  };
  after(() => disks.forEach((disk) => disk.remove()));

  it('loses nothing and counts nothing twice: the next read ends what it began', async function () {
    this.timeout(120_000);
    const whole = await newFolder();
    const { recorded, steps } = await readLogs(whole, () => undefined);
    const expected = await whatIsThere(whole);
    assert.ok(recorded > 15 && steps > 100 && (expected['texts'] ?? 0) > 10, JSON.stringify({ recorded, steps }));
    assert.equal((await readLogs(whole, () => undefined)).recorded, 0, 'the same logs again');
    for (let kill = 0; kill < kills; kill++) {
      const folder = await newFolder();
      const at = Math.round(((kill + 0.5) / kills) * steps);
      const { signal, stderr } = spawnSync(process.execPath, [child, folder, String(at)], { encoding: 'utf8' });
      assert.equal(signal, 'SIGKILL', `step ${at}: ${stderr}`);
      const left = await readLogs(folder, () => undefined);
      assert.ok(left.recorded < recorded || at <= 1, `step ${at}: what was written is not written again`);
      assert.deepEqual(await whatIsThere(folder), expected, `step ${at}`);
      const kept = path.join(folder, 'agentTexts');
      assert.deepEqual(
        readdirSync(kept).filter((name) => name.endsWith('.tmp')),
        [],
        `step ${at}`,
      );
    }
  });
});
