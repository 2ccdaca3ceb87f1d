import assert from 'node:assert/strict';
import { Sessions } from '../../../src/mcp/sessions.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

const hour = 3_600_000;

describe('the sessions of MCP clients', () => {
  let clock: FakeClock;
  let sessions: Sessions;
  let closed: string[];
  beforeEach(() => {
    [clock, closed] = [new FakeClock(), []];
    sessions = new Sessions(clock);
  });

  const transportOf = (id: string) => ({
    handleRequest: async () => new Response(id),
    close: async () => void closed.push(id),
  });
  const add = (id: string, owner = 'ada'): void => sessions.add(id, { owner, transport: transportOf(id) });
  const isOpen = (id: string, owner = 'ada'): boolean => sessions.use(id, owner) !== undefined;

  it('are open for their owner alone', async () => {
    add('a');
    assert.equal(await (await sessions.use('a', 'ada')?.handleRequest({} as never))?.text(), 'a');
    assert.equal(isOpen('a', 'bo'), false);
    assert.equal(isOpen('b'), false);
    assert.equal(isOpen('a'), true, 'a stranger ends nothing');
    assert.deepEqual(closed, []);
  });

  it('end once, with their streams', () => {
    add('a');
    sessions.end('a');
    sessions.end('a');
    sessions.end();
    assert.deepEqual(closed, ['a']);
    assert.equal(isOpen('a'), false);
  });

  it('are at most eight for one owner: the one that was not used for the longest time ends', () => {
    for (let i = 1; i <= 8; i++) add(`a${i}`);
    add('other', 'bo');
    assert.deepEqual(closed, []);
    assert.equal(isOpen('a1'), true);
    add('a9');
    assert.deepEqual(closed, ['a2']);
    add('a10');
    assert.deepEqual(closed, ['a2', 'a3']);
    assert.equal(isOpen('other', 'bo'), true);
  });

  it('are at most 32 for all', () => {
    for (let i = 0; i < 32; i++) add(`s${i}`, `owner${i}`);
    assert.deepEqual(closed, []);
    assert.equal(isOpen('s0', 'owner0'), true);
    add('s32', 'owner32');
    assert.deepEqual(closed, ['s1']);
  });

  it('end after four hours without a request, each at its own time', () => {
    add('a');
    clock.advance(hour);
    add('b');
    clock.advance(2 * hour);
    assert.equal(isOpen('a'), true);
    clock.advance(2 * hour - 1);
    assert.deepEqual(closed, []);
    // The one that was used last is the last to end.
    clock.advance(1);
    assert.deepEqual(closed, ['b']);
    clock.advance(2 * hour - 1);
    assert.deepEqual(closed, ['b']);
    clock.advance(1);
    assert.deepEqual(closed, ['b', 'a']);
    assert.equal(clock.pending, 0, 'nothing waits where no session is open');
    add('c');
    clock.advance(4 * hour);
    assert.deepEqual(closed, ['b', 'a', 'c']);
  });

  it('are looked after by one timer, however many there are', () => {
    for (let i = 0; i < 5; i++) add(`a${i}`);
    assert.equal(clock.pending, 1);
  });

  it('that end shortly after each other are looked after once a second', () => {
    add('a');
    clock.advance(500);
    add('b');
    clock.advance(4 * hour - 500);
    assert.deepEqual(closed, ['a']);
    clock.advance(999);
    assert.deepEqual(closed, ['a']);
    clock.advance(1);
    assert.deepEqual(closed, ['a', 'b']);
  });

  it('all end with the hub, and wait for nothing more', async () => {
    add('a');
    add('b', 'bo');
    await sessions.close();
    assert.deepEqual(closed, ['a', 'b']);
    assert.equal(clock.pending, 0);
    assert.equal(isOpen('a'), false);
  });
});
