import assert from 'node:assert/strict';
import type { LiveAgent } from '../../../../src/agents/live.ts';
import type { LiveState } from '../../../../src/agents/liveState.ts';
import { WaitingAgents } from '../../../../src/extension/features/agents/waitingAgents.ts';
import { Quiet } from '../../../../src/extension/quiet.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

describe('messages of agents that wait', () => {
  let clock: FakeClock;
  let said: string[];
  let isOn: boolean;
  let quiet: Quiet;
  let waiting: WaitingAgents;
  beforeEach(() => {
    clock = new FakeClock();
    said = [];
    isOn = true;
    quiet = new Quiet();
    const say = ({ id, state }: LiveAgent): void => void said.push(`${id} ${state}`);
    waiting = new WaitingAgents({ clock, quiet, isOn: () => isOn, say });
  });

  /** One agent in a state for some seconds. */
  function be(state: LiveState, seconds: number, id = 'a'): void {
    waiting.update([{ id, tool: 'claude-code', folder: '/w', state, since: clock.now() }]);
    clock.advance(seconds * 1000);
  }

  it('come once, when nobody has answered for 15 seconds', () => {
    be('working', 5);
    be('waiting', 14);
    assert.deepEqual(said, []);
    be('waiting', 1);
    be('waiting', 60);
    assert.deepEqual(said, ['a waiting']);
    be('working', 5);
    be('waiting', 20);
    assert.deepEqual(said, ['a waiting', 'a waiting']);
  });

  it('do not come where the prompt was answered, or the agent is gone', () => {
    be('waiting', 10);
    be('working', 60);
    be('waiting', 10);
    waiting.update([]);
    clock.advance(60_000);
    be('waiting', 10);
    waiting.dispose();
    clock.advance(60_000);
    assert.deepEqual(said, []);
    assert.equal(clock.pending, 0);
  });

  it('come of finished work of a minute or more only', () => {
    be('done', 60);
    be('working', 59);
    be('done', 60);
    be('working', 60);
    be('done', 60);
    assert.deepEqual(said, ['a done']);
  });

  it('come of work that failed, however short, and not of what had failed before', () => {
    be('failed', 60);
    be('working', 5);
    be('done', 1);
    be('failed', 60);
    assert.deepEqual(said, ['a failed']);
  });

  it('come only where the user wants them', () => {
    isOn = false;
    be('waiting', 60);
    assert.deepEqual(said, []);
    assert.equal(clock.pending, 0);
  });

  it('are held back by focus mode, and dropped where they are no longer true after it', () => {
    quiet.set({ notices: true, badges: false });
    be('waiting', 60);
    quiet.set({ notices: false, badges: false });
    assert.deepEqual(said, ['a waiting']);
    quiet.set({ notices: true, badges: false });
    be('working', 5);
    be('waiting', 60);
    be('working', 5);
    quiet.set({ notices: false, badges: false });
    assert.deepEqual(said, ['a waiting']);
  });
});
