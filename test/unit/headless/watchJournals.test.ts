import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { watchJournals } from '../../../src/headless/watchJournals.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

describe('the watch on journals', () => {
  let folder: string;
  let clock: FakeClock;
  let fired: number;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-watch-'));
    [clock, fired] = [new FakeClock(), 0];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = async (name: string): Promise<void> => {
    writeFileSync(path.join(folder, name), 'x');
    for (let i = 0; i < 500 && clock.pending === 0; i++) await wait(2);
    assert.equal(clock.pending, 1);
    // Later notifications about this write belong to the same report.
    await wait(20);
  };

  it('reports what was written within 0.7 s, once', async () => {
    const listening = watchJournals(folder, clock)(() => fired++);
    await write('a');
    writeFileSync(path.join(folder, 'b'), 'x');
    await wait(20);
    clock.advance(699);
    assert.equal(fired, 0);
    clock.advance(1);
    assert.equal(fired, 1);
    assert.equal(clock.pending, 0);
    await write('c');
    clock.advance(700);
    assert.equal(fired, 2);
    await write('d');
    listening.dispose();
    assert.equal(clock.pending, 0);
    clock.advance(700);
    assert.equal(fired, 2, 'nobody listens any more');
  });

  it('tells its listeners to look every 30 s where the folder can’t be watched', () => {
    const listening = watchJournals(path.join(folder, 'none'), clock)(() => fired++);
    clock.advance(29_999);
    assert.equal(fired, 0);
    clock.advance(1);
    assert.equal(fired, 1);
    clock.advance(30_000);
    assert.equal(fired, 2);
    listening.dispose();
    assert.equal(clock.pending, 0);
  });
});
