import assert from 'node:assert/strict';
import { HubLog } from '../../../src/hub/hubLog.ts';

describe('the log of the hub', () => {
  it('says at once that something was seen or refused, with the latest first', () => {
    const log = new HubLog();
    let changes = 0;
    const listening = log.onDidChange(() => changes++);
    log.seen('work', 'vim', { at: 10 });
    log.seen('work', 'vim', { at: 5, ignored: 'excluded' });
    log.seen('home', 'emacs', { at: 7 });
    log.refused(400, 'No time.', 8);
    listening.dispose();
    assert.equal(changes, 4);
    assert.deepEqual(log.clients(), [
      { token: 'home', app: 'emacs', last: 7, accepted: 1, ignored: {} },
      { token: 'work', app: 'vim', last: 10, accepted: 1, ignored: { excluded: 1 } },
    ]);
  });
});
