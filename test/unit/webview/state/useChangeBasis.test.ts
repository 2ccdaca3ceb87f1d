import assert from 'node:assert/strict';
import { minuteMs } from '../../../../src/core/time/days.ts';
import { changeBasis } from '../../../../src/webview/state/useChangeBasis.ts';

describe('the basis of an answer that no key changes', () => {
  const changedAt = 100 * minuteMs;

  it('stays while only time goes by, for five minutes at most', () => {
    const every = (seconds: number) => {
      const bases = Array.from({ length: 3_600 / seconds }, (_, i) =>
        changeBasis({ at: changedAt + i * seconds * 1_000, changedAt }),
      );
      return new Set(bases).size;
    };
    assert.equal(every(60), 12);
    assert.equal(every(1), 12);
  });

  it('differs after any other change', () => {
    const at = changedAt + 1_000;
    assert.notEqual(changeBasis({ at, changedAt }), changeBasis({ at, changedAt: at }));
  });

  it('follows each snapshot where the host says of none when something changed', () => {
    assert.notEqual(changeBasis({ at: changedAt }), changeBasis({ at: changedAt + 1 }));
  });
});
