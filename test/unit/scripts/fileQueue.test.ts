import assert from 'node:assert/strict';
import { FileQueue } from '../../../scripts/lib/fileQueue.ts';
import type { SuiteEvent, TestResult } from '../../../scripts/lib/results.ts';

const pass = (title: string): TestResult => ({ type: 'pass', title, ms: 1 });
const fail = (title: string): TestResult => ({ type: 'fail', title, ms: 1, error: 'wrong' });
const unrun = (title: string): TestResult => ({ type: 'fail', title, ms: 0, error: 'not run', notRun: true });
const end = (found: number): SuiteEvent => ({ type: 'end', found, filtered: false });

describe('the files of a suite', () => {
  let events: SuiteEvent[];
  beforeEach(() => (events = []));

  const queueOf = (files: readonly string[], tries: number) =>
    new FileQueue({ files, tries, report: (event) => void events.push(event) });

  /** Runs one try of the next file. */
  function play(queue: FileQueue, ...script: readonly SuiteEvent[]): string {
    const next = queue.next();
    assert.ok(next, 'there is no file');
    for (const event of script) next.take(event);
    return next.file;
  }

  const told = () =>
    events.map((event) => (event.type === 'end' ? `end ${event.found}` : `${event.type} ${event.title}`));

  it('are tried again after the others where a test failed, and each test counts once', () => {
    const queue = queueOf(['a', 'b'], 2);
    assert.equal(play(queue, pass('one'), fail('two'), pass('three'), end(3)), 'a');
    assert.equal(play(queue, pass('four'), end(1)), 'b');
    assert.equal(play(queue, pass('one'), pass('two'), pass('three'), end(3)), 'a');
    assert.equal(queue.next(), undefined);
    assert.equal(queue.end(false), 0);
    assert.deepEqual(told(), ['pass one', 'retry two', 'pass three', 'pass four', 'pass two', 'end 4']);
  });

  it('fail where a test fails each time', () => {
    const queue = queueOf(['a'], 2);
    for (let i = 0; i < 2; i++) play(queue, pass('one'), fail('two'), end(2));
    assert.equal(queue.next(), undefined);
    assert.equal(queue.end(false), 1);
    assert.deepEqual(told(), ['pass one', 'retry two', 'fail two', 'end 2']);
  });

  it('fail at once where they are tried once', () => {
    const queue = queueOf(['a'], 1);
    play(queue, fail('one'), unrun('two'), end(2));
    assert.equal(queue.end(false), 2);
    assert.deepEqual(told(), ['fail one', 'fail two', 'end 2']);
  });

  it('tell tests with the same title apart', () => {
    const queue = queueOf(['a'], 2);
    play(queue, pass('same'), fail('same'), end(2));
    play(queue, pass('same'), pass('same'), end(2));
    assert.equal(queue.end(false), 0);
    assert.deepEqual(told(), ['pass same', 'retry same', 'pass same', 'end 2']);
  });

  it('say once that tests were not run, until the last try', () => {
    const queue = queueOf(['a'], 2);
    play(queue, fail('"before all" hook in "x"'), unrun('one'), unrun('two'), end(2));
    assert.deepEqual(told(), ['retry "before all" hook in "x"', 'retry a']);
    assert.match(JSON.stringify(events[1]), /2 of its tests were not run: not run/);
    play(queue, pass('one'), pass('two'), end(2));
    assert.equal(queue.end(false), 0);
    assert.deepEqual(told().slice(2), ['pass one', 'pass two', 'end 2']);
  });

  it('fail where a test failed and is not there the next time', () => {
    const queue = queueOf(['a'], 2);
    play(queue, fail('at 12:01'), end(1));
    play(queue, pass('at 12:02'), end(1));
    assert.equal(queue.end(false), 1);
    assert.match(told().join(), /fail at 12:01 failed, and was not there when it was tried again/);
  });

  it('list a test that passed and then failed as tried again', () => {
    const queue = queueOf(['a'], 2);
    play(queue, pass('one'), fail('two'), end(2));
    play(queue, fail('one'), pass('two'), end(2));
    assert.equal(queue.end(false), 0);
    assert.deepEqual(told(), ['pass one', 'retry two', 'retry one', 'pass two', 'end 2']);
  });

  it('are tried again where their place is gone, and fail if it is gone each time', () => {
    const queue = queueOf(['a'], 2);
    for (let i = 0; i < 2; i++) {
      const next = queue.next();
      next?.take(pass('one'));
      next?.breakOff('the window died');
      assert.ok(next?.hasFailed());
    }
    assert.equal(queue.next(), undefined);
    assert.equal(queue.end(false), 1);
    assert.deepEqual(told(), ['pass one', 'retry a', 'fail the window died at a', 'end 0']);
  });

  it('that no place takes fail, after two places that took none', async () => {
    const queue = queueOf(['a', 'b'], 2);
    let opened = 0;
    await queue.drain(() => {
      opened++;
      if (opened === 1) return Promise.reject(new Error('no window'));
      if (opened === 2) play(queue, pass('one'), end(1));
      return Promise.resolve(opened === 2);
    });
    assert.equal(opened, 4);
    assert.equal(queue.end(false), 1);
    assert.deepEqual(told(), ['pass one', 'fail b was not run', 'end 1']);
  });
});
