import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { timerLine } from '../../../../src/planning/time/timerText.ts';

const nine = Date.UTC(2026, 10, 20, 9);
const entry = { id: 'a', title: 'Fix $(bug) login', tags: [], start: nine, offset: 60, isPaused: false };

describe('the timer in the status bar', () => {
  it('says how long it has run, in whole minutes and without icons of the title', () => {
    const line = timerLine({ running: entry }, nine + hourMs + 5 * minuteMs + 59_000, translator());
    assert.equal(line?.text, '$(watch) 1h 5m · Fix $ (bug) login');
    assert.equal(line?.label, 'Timer: Fix $(bug) login, 1h 5m');
    assert.match(line?.tooltip ?? '', /since 10:00/);
  });

  it('shows a pause, cuts long titles, and is not there otherwise', () => {
    const paused = { ...entry, title: 'A title that is far too long for the status bar', end: nine + minuteMs };
    assert.equal(timerLine({ paused }, nine, translator())?.text, '$(debug-pause) A title that is far too long …');
    assert.equal(timerLine({}, nine, translator()), undefined);
  });

  it('doesn’t run backwards when the clock is set back', () => {
    assert.match(timerLine({ running: entry }, nine - hourMs, translator())?.text ?? '', /^\$\(watch\) 0m/);
  });
});
