import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import { minuteMs } from '../../../../src/core/time/days.ts';
import { foldSessions, phaseAt } from '../../../../src/habits/focus/foldSessions.ts';
import { focusLine } from '../../../../src/habits/focus/focusText.ts';
import type { StoredSession } from '../../../../src/habits/focus/sessions.ts';

const nine = Date.UTC(2026, 2, 2, 9);

function line(given: Partial<StoredSession>, minutes: number) {
  const session: StoredSession = { id: 's', title: '', start: nine, began: nine, offset: 0, ...given };
  const now = nine + minutes * minuteMs;
  return focusLine(phaseAt(foldSessions([session], [], now), now), { now, offset: 60 }, translator());
}

describe('what the status bar says about focus', () => {
  const pomodoro = { minutes: 25, pomodoro: { breakMinutes: 5, longBreakMinutes: 15, every: 4 } };

  it('is what is left of a session, and of the break after it', () => {
    assert.equal(line(pomodoro, 0.5)?.text, '$(target) 25m · 1/4');
    assert.equal(line({ ...pomodoro, title: 'Login $(x)' }, 20)?.text, '$(target) 5m · 1/4 · Login $ (x)');
    assert.equal(line(pomodoro, 26)?.text, '$(coffee) 4m · 1/4');
    const titled = (length: number) => line({ title: 'x'.repeat(length) }, 1)?.text;
    assert.deepEqual(
      [titled(30), titled(31)],
      [`$(target) 1m · ${'x'.repeat(30)}`, `$(target) 1m · ${'x'.repeat(29)}…`],
    );
    assert.match(line(pomodoro, 26)?.tooltip ?? '', /^Break until 10:30\./);
    assert.equal(line(pomodoro, 40)?.label, 'The break is over.');
    assert.equal(line(pomodoro, 100), undefined);
  });

  it('is how long a session lasts that ends when it is stopped', () => {
    assert.equal(line({}, 12)?.text, '$(target) 12m');
    assert.deepEqual([line({}, 0.5)?.text, line({}, -3)?.text], ['$(target) 0m', '$(target) 0m']);
    assert.equal(line({}, 12)?.label, 'Focus session for 12m');
    assert.equal(line({}, 130)?.text, '$(target) 2h 10m');
    assert.equal(line({ minutes: 90 }, 20)?.label, 'Focus session: 1h 10m left');
    assert.match(line({}, 12)?.tooltip ?? '', /^Focus session since 10:00\./);
  });
});
