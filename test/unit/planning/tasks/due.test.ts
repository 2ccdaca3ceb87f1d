import assert from 'node:assert/strict';
import { dueDay, dueInstant, isOverdue, type Due, type LocalPresent } from '../../../../src/planning/tasks/due.ts';

const at = (text: string): number => Date.parse(text);
const day = '2026-03-02';

describe('when a task is due', () => {
  it('is an instant for sorting: of a day its end, of a time that time', () => {
    assert.equal(dueInstant({ day }), at('2026-03-02T23:59:59.999Z'));
    assert.equal(dueInstant({ day, time: '14:30' }), at('2026-03-02T14:30:00Z'));
    assert.equal(dueInstant({ day, time: '14:30', zone: 'Asia/Tokyo' }), at('2026-03-02T05:30:00Z'));
    // A zone that only a newer machine knows.
    assert.equal(dueInstant({ day, time: '14:30', zone: 'Mars/Base' }), at('2026-03-02T14:30:00Z'));
  });

  it('is over once the day is, or the time has passed where it holds', () => {
    const present = (now: string, offset = 60, today = day): LocalPresent => ({
      now: at(now),
      offsetAt: () => offset,
      today,
    });
    const timed: Due = { day, time: '14:30' };
    for (const [due, when, expected] of [
      [{ day }, present('2026-03-02T23:59:00Z'), false],
      [{ day }, present('2026-03-02T09:00:00Z', 60, '2026-03-03'), true],
      [{ day }, present('2026-03-02T09:00:00Z', 60, '2026-03-01'), false],
      [timed, present('2026-03-02T13:30:00Z'), false],
      [timed, present('2026-03-02T13:30:00.001Z'), true],
      [{ ...timed, zone: 'Asia/Tokyo' }, present('2026-03-02T05:30:00Z'), false],
      [{ ...timed, zone: 'Asia/Tokyo' }, present('2026-03-02T05:30:00.001Z'), true],
    ] as const)
      assert.equal(isOverdue(due, when), expected, JSON.stringify([due, when]));
  });

  it('is on the day of the person, which a time in another zone can change', () => {
    const present = { now: 0, offsetAt: () => -300, today: day };
    assert.equal(dueDay({ day, time: '08:00', zone: 'Asia/Tokyo' }, present), '2026-03-01');
    assert.equal(dueDay({ day, time: '20:00', zone: 'Asia/Tokyo' }, present), day);
    assert.equal(dueDay({ day, time: '01:00' }, present), day);
    assert.equal(dueDay({ day, zone: 'Asia/Tokyo' }, present), day);
  });
});
