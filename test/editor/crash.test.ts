import assert from 'node:assert/strict';
import { killProcess, needWindows, openOtherWindow } from '../harness/editor/control.ts';
import { closeAll, wake, writeOutside } from './lib/editor.ts';
import { untilRecorded } from './lib/sqlite.ts';
import { writingProcesses } from './lib/writers.ts';

describe('an extension host that is killed while a person types', function () {
  this.timeout(150_000);

  before(async function () {
    needWindows(this);
    await closeAll();
    await wake();
    writeOutside('crash.txt', '');
  });

  it('loses nothing older than a second', async () => {
    const known = writingProcesses();
    const other = await openOtherWindow();
    await other.openFile('crash.txt');
    const typedAt: number[] = [];
    for (let count = 0; count < 25; count++) {
      await other.type('x');
      typedAt.push(Date.now());
    }
    const pids = [...writingProcesses()].filter((pid) => pid !== process.pid && !known.has(pid));
    assert.equal(pids.length, 1, 'one new writer');
    await killProcess(pids[0] ?? 0);
    const killed = Date.now();
    const old = typedAt.filter((at) => at < killed - 1000).length;
    assert.ok(old > 0, 'the person typed for longer than a second');
    const kept = await untilRecorded('what was typed', ({ spans }) => {
      const edits = spans.filter(({ file }) => file === 'crash.txt').map((span) => span.edits['typed']?.[0] ?? 0);
      const sum = edits.reduce((total, count) => total + count, 0);
      return sum >= old && sum;
    });
    assert.ok(kept <= typedAt.length, `${kept} kept of ${typedAt.length}`);
    await other.close();
  });
});
