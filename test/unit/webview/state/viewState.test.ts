import assert from 'node:assert/strict';
import { ViewState } from '../../../../src/webview/state/viewState.ts';

describe('the state of the view', () => {
  it('is what was kept, where that has the right type', () => {
    const state = new ViewState({ read: () => ({ open: true, scroll: 'far' }), write: () => undefined });
    assert.equal(state.get('open', false), true);
    assert.equal(state.get('scroll', 0), 0);
    assert.equal(state.get('other', 7), 7);
  });

  it('starts empty from nothing and from nonsense', () => {
    for (const kept of [undefined, null, 'text', 5])
      assert.equal(new ViewState({ read: () => kept, write: () => undefined }).get('open', false), false);
  });

  it('writes each change through, and forgets what is undefined', () => {
    const written: unknown[] = [];
    const state = new ViewState({ read: () => ({ kept: 1 }), write: (value) => written.push(value) });
    state.set('tab', { title: 'x' });
    state.set('kept', undefined);
    assert.deepEqual(written, [{ kept: 1, tab: { title: 'x' } }, { tab: { title: 'x' } }]);
  });

  it('has the host keep what was typed, and never writes it', () => {
    const [written, kept]: [unknown[], unknown[]] = [[], []];
    const keeper = { read: () => ({}), write: (value: unknown) => written.push(value) };
    const state = new ViewState(keeper, (drafts) => kept.push(drafts));
    state.set('draft.log', 'Secret');
    state.set('scroll', 5);
    state.set('draft.log', undefined);
    assert.deepEqual([written, kept], [[{ scroll: 5 }], [{ 'draft.log': 'Secret' }, {}]]);
  });

  it('takes back what the host has kept, but not over what was typed since', () => {
    const state = new ViewState({ read: () => ({}), write: () => undefined });
    state.set('draft.log', 'new');
    state.restore({ 'draft.log': 'old', 'draft.task.1': 'half' });
    assert.equal(state.get('draft.log', ''), 'new');
    assert.equal(state.get('draft.task.1', ''), 'half');
  });

  it('clears what earlier versions wrote of drafts', () => {
    const written: unknown[] = [];
    const old = { log: { draft: 1 }, 'task.1': 1, 'answer.2026-11-20': 'x', 'open.task.1': true };
    const state = new ViewState({ read: () => old, write: (value) => written.push(value) });
    assert.deepEqual(written, [{ 'open.task.1': true }]);
    assert.equal(state.get('answer.2026-11-20', ''), '');
  });

  it('tells those who share a key, until they no longer listen', () => {
    const state = new ViewState({ read: () => undefined, write: () => undefined });
    const told: number[] = [];
    const listener = state.onChange('range', () => told.push(state.get('range', 14)));
    state.set('range', 30);
    state.set('other', 1);
    state.set('range', undefined);
    listener.dispose();
    state.set('range', 90);
    assert.deepEqual(told, [30, 14]);
  });
});
