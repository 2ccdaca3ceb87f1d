import assert from 'node:assert/strict';
import { needWindows, openOtherWindow, type OtherWindow } from '../harness/editor/control.ts';
import { closeAll, inWorkspace, open, run, sleep, type, wake, writeOutside } from './lib/editor.ts';
import { recorded, untilRecorded, type Recorded } from './lib/sqlite.ts';

describe('several windows', function () {
  this.timeout(150_000);
  let other: OtherWindow;
  const spansOf = (name: string) => (all: Recorded) => all.spans.filter(({ file }) => file === name);
  const typed = (name: string) => (all: Recorded) => spansOf(name)(all).find(({ edits }) => edits['typed']);

  /** Runs something that starts the extension in a window, and waits until it has: that is some time after the workbench. */
  async function started<T>(begin: () => Promise<T>): Promise<T> {
    const starts = ({ states }: Recorded) => states.filter(({ state }) => state === 'started').length;
    const before = starts(await recorded());
    const begun = await begin();
    await untilRecorded('the extension of the other window started', (all) => starts(all) > before);
    return begun;
  }

  before(async function () {
    needWindows(this);
    await closeAll();
    await wake();
    for (const name of ['mine', 'yours', 'later', 'while-paused']) writeOutside(`${name}.txt`, '');
    other = await started(() => openOtherWindow());
  });
  after(async () => {
    await other?.close();
    await closeAll();
  });

  it('write into one file, each as a writer of its own', async () => {
    await other.openFile('yours.txt');
    await other.type('yours');
    await open(inWorkspace('mine.txt'));
    await type('mine');
    const mine = await untilRecorded('mine', typed('mine.txt'));
    const yours = await untilRecorded('yours', typed('yours.txt'));
    assert.deepEqual([mine.edits['typed']?.[0], yours.edits['typed']?.[0]], [4, 5]);
    assert.notEqual(mine.writer, yours.writer);
  });

  it('lose nothing when one is reloaded, and count nothing twice', async () => {
    await other.press('Control+s');
    await other.type('!');
    await started(() => other.reload());
    const before = await untilRecorded('what was typed before', (all) => {
      // An edit before the save has ended may count as formatted.
      const edits = spansOf('yours.txt')(all).flatMap((span) => Object.values(span.edits).map(([count]) => count));
      const sum = edits.reduce((total, count) => total + count, 0);
      return sum >= 6 && sum;
    });
    assert.equal(before, 6);
    await other.openFile('later.txt');
    await other.type('x');
    const writers = await untilRecorded('three writers', ({ spans }) => {
      const found = new Set(
        spans.filter(({ file }) => /^(mine|yours|later)\.txt$/.test(file ?? '')).map(({ writer }) => writer),
      );
      return found.size === 3 && found;
    });
    assert.equal(writers.size, 3);
  });

  it('of which one has no folder: work there has no project, and counts', async () => {
    const empty = await started(() => openOtherWindow(null));
    try {
      await empty.run('File: New Untitled Text File');
      await empty.type('thought');
      const span = await untilRecorded('the span', ({ spans }) =>
        spans.find(({ file, edits }) => file?.startsWith('Untitled') && edits['typed']?.[0] === 7),
      );
      assert.deepEqual([span.project, span.branch, span.kind], [undefined, undefined, 'coding']);
    } finally {
      await empty.close();
    }
  });

  it('are all paused by one, and one resumes them all', async () => {
    const began = Date.now();
    const writersThat = (state: string, { states }: Recorded) =>
      new Set(states.filter((each) => each.state === state && each.at >= began).map(({ writer }) => writer)).size;
    await run('daymark.pauseAll');
    try {
      // A window that was closed keeps its extension host for a while, and pauses too.
      await untilRecorded('both paused', (all) => writersThat('paused', all) >= 2);
      await other.openFile('while-paused.txt');
      await other.type('nobody knows');
      await sleep(1500);
    } finally {
      await run('daymark.resume');
    }
    const all = await untilRecorded('both resumed', (found) => writersThat('resumed', found) >= 2 && found);
    assert.deepEqual(spansOf('while-paused.txt')(all), []);
  });
});
