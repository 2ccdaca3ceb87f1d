import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { FileQueue } from '../../../scripts/lib/fileQueue.ts';
import type { SuiteEvent } from '../../../scripts/lib/results.ts';
import { followEditorRun } from '../../harness/editorRun.ts';

describe('a window that runs editor tests', () => {
  let events: SuiteEvent[];
  let queue: FileQueue;
  let pictures: number;

  beforeEach(() => {
    events = [];
    pictures = 0;
    queue = new FileQueue({ files: ['a', 'b'], tries: 2, report: (event) => void events.push(event) });
  });

  const follow = (limits?: { readonly silence: number; readonly start: number }) =>
    followEditorRun({
      queue,
      onBroken: () => Promise.resolve(void pictures++),
      ...(limits ? { limits } : {}),
    });

  const end: SuiteEvent = { type: 'end', found: 1, filtered: false };
  const told = () => events.map((event) => JSON.stringify(event)).join('\n');

  it('takes one file after another and ends', async () => {
    const { handlers, ended } = follow();
    void handlers.hello?.({ pid: process.pid });
    for (const file of ['a', 'b']) {
      assert.equal(await handlers.nextFile?.({}), file);
      await handlers.event?.({ type: 'pass', title: file, ms: 1 });
      await handlers.event?.(end);
    }
    assert.equal(await handlers.nextFile?.({}), null);
    assert.equal(await ended, true);
    assert.equal(queue.end(false), 0);
    assert.equal(pictures, 0);
  });

  it('takes no other file after a failure, so that a fresh one does', async () => {
    const { handlers, ended } = follow();
    assert.equal(await handlers.nextFile?.({}), 'a');
    await handlers.event?.({ type: 'fail', title: 'one', ms: 1 });
    await handlers.event?.(end);
    assert.equal(await handlers.nextFile?.({}), null);
    assert.equal(await ended, true);
    assert.deepEqual([queue.next()?.file, queue.next()?.file], ['b', 'a']);
  });

  it('has what is on the screen in the error of a test that failed, and of no other', async () => {
    const describe = () => Promise.resolve('window 1: dialog: Read the calendar?');
    const { handlers, giveUp } = followEditorRun({ queue, describe });
    assert.equal(await handlers.nextFile?.({}), 'a');
    for (const event of [
      { type: 'pass', title: 'one', ms: 1 },
      { type: 'retry', title: 'two', ms: 1, error: 'waited in vain' },
      { type: 'fail', title: 'three', ms: 0, error: 'not run', notRun: true },
    ] as const)
      await handlers.event?.(event);
    giveUp('the page crashed');
    assert.match(told(), /"two".*waited in vain\\nwindow 1: dialog: Read the calendar\?/);
    assert.equal(told().split('window 1').length, 2);
  });

  it('kills a process for a test, and says so once it is gone', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const { handlers, giveUp } = follow();
    await handlers.kill?.({ pid: child.pid ?? 0 });
    assert.throws(() => process.kill(child.pid ?? 0, 0), { code: 'ESRCH' });
    giveUp('the end of this test');
  });

  it('is given up when its extension host dies', async () => {
    const host = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(host, 'spawn');
    const { handlers, ended } = follow();
    await handlers.hello?.({ pid: host.pid ?? 0 });
    assert.equal(await handlers.nextFile?.({}), 'a');
    host.kill('SIGKILL');
    await once(host, 'exit');
    assert.equal(await ended, true);
    assert.match(told(), /the extension host that ran the tests died/);
    assert.equal(pictures, 1);
    // The host that VS Code starts instead runs nothing.
    assert.equal(await handlers.nextFile?.({}), null);
    await handlers.event?.({ type: 'fail', title: 'too late', ms: 1 });
    assert.doesNotMatch(told(), /too late/);
    assert.deepEqual([queue.next()?.file, queue.next()?.file], ['b', 'a']);
  });

  it('is given up when VS Code replaced its extension host', async () => {
    const { handlers, ended } = follow();
    await handlers.hello?.({ pid: process.pid });
    assert.equal(await handlers.nextFile?.({}), 'a');
    await handlers.hello?.({ pid: process.ppid });
    assert.equal(await ended, true);
    assert.match(told(), /the extension host that ran the tests died/);
  });

  it('is given up when it is silent, when it never begins, and when its page crashes', async () => {
    const silent = follow({ silence: 1, start: 60_000 });
    await silent.handlers.hello?.({ pid: process.pid });
    assert.equal(await silent.handlers.nextFile?.({}), 'a');
    assert.equal(await silent.ended, true);
    assert.match(told(), /no test ended for/);
    assert.equal(await follow({ silence: 60_000, start: 1 }).ended, false);
    const crashed = follow();
    assert.equal(await crashed.handlers.nextFile?.({}), 'b');
    crashed.giveUp('the page crashed');
    crashed.giveUp('the server ended');
    assert.equal(await crashed.ended, true);
    assert.match(told(), /the page crashed/);
    assert.doesNotMatch(told(), /the server ended/);
  });
});
