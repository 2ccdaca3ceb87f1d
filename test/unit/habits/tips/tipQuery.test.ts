import assert from 'node:assert/strict';
import { addDays, daysBetween, hourMs } from '../../../../src/core/time/days.ts';
import type { TipView } from '../../../../src/habits/tips/tipQuery.ts';
import { openHeadless, type Headless } from '../../../../src/headless/openHeadless.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { span } from '../../storage/facts.ts';
import { StorageFolder, wasmPath } from '../../storage/storageFolder.ts';

// Through the real store, as a client without VS Code asks.
describe('the tip of a day with data', () => {
  const today = '2026-03-30';
  let disk: StorageFolder;
  let headless: Headless;

  beforeEach(async () => {
    disk = new StorageFolder();
    const { folder, clock } = disk;
    clock.pass(Date.parse(`${today}T12:00:00Z`) - clock.now());
    const journal = disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
    for (const [n, day] of daysBetween(addDays(today, -12), addDays(today, -1)).entries()) {
      const start = Date.parse(`${day}T08:00:00Z`);
      for (const hour of [0, 1, 2, 3])
        journal.append(
          span({ id: `w:${n}${hour}`, offset: 0, start: start + hour * hourMs, end: start + (hour + 1) * hourMs }),
        );
    }
    await journal.close();
    headless = openHeadless({ folder, wasmPath, clock, mayWrite: true });
  });
  afterEach(async () => {
    await headless.close();
    disk.remove();
  });

  const run = (operation: string, params: object) => headless.operate({ transport: 'mcp', operation, params });
  const tip = async () => ((await run('tips.today', {})) as TipView).tip;

  it('rests on the finished days, and comes one a day, each until it is dismissed for good', async () => {
    const seen: string[] = [];
    for (let day = today; ; day = addDays(day, 1)) {
      const found = await tip();
      if (!found) break;
      assert.match(found.evidence, /12/, 'twelve days are known');
      seen.push(found.id);
      await run('tips.dismiss', { id: found.id, day });
      assert.equal(await tip(), undefined, 'none is shown in its place on that day');
      disk.clock.pass(24 * hourMs);
    }
    assert.deepEqual(seen.toSorted(), ['breaks', 'goal']);
  });

  it('proposes no goal to someone who has one', async () => {
    await run('tips.dismiss', { id: 'breaks', day: addDays(today, -1) });
    assert.equal((await tip())?.id, 'goal');
    await run('goals.save', {
      measure: 'time',
      direction: 'atLeast',
      target: 60,
      period: 'day',
      weekdays: [1],
      firstDay: today,
    });
    assert.equal(await tip(), undefined);
  });
});
