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
    state.set('draft', { title: 'x' });
    state.set('kept', undefined);
    assert.deepEqual(written, [{ kept: 1, draft: { title: 'x' } }, { draft: { title: 'x' } }]);
  });
});
