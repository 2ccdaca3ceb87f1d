import assert from 'node:assert/strict';
import { hourMs } from '../../../../src/core/time/days.ts';
import { SpanHours } from '../../../../src/storage/facts/spanHours.ts';
import { span } from '../facts.ts';

/** Spans by the hour from a Monday's midnight on, and what was read of them, in hours. */
class Reading {
  readonly reads: string[] = [];
  readonly hours: SpanHours;
  readonly #origin = Date.UTC(2026, 2, 2);

  constructor(starts: readonly number[]) {
    const all = starts.map((at) => span({ id: `w:${at}`, start: this.#origin + at * hourMs }));
    this.hours = new SpanHours((from, to) => {
      this.reads.push([from, to].map((at) => (at - this.#origin) / hourMs).join('-'));
      return all.filter(({ start }) => start >= from && start < to);
    });
  }

  /** Hours at which spans begin, and what was read for it. */
  between(from: number, to: number): [number[], string[]] {
    const found = this.hours.between(this.#origin + from * hourMs, this.#origin + to * hourMs);
    return [found.map(({ start }) => (start - this.#origin) / hourMs), this.reads.splice(0)];
  }

  forget(hour?: number): void {
    this.hours.forget(hour === undefined ? undefined : this.#origin + hour * hourMs);
  }
}

describe('spans by the hour in which they begin', () => {
  const starts = [0, 0.5, 1, 1.25, 3, 9];

  it('are those from an instant on and before another, and whole hours are read once', () => {
    const reading = new Reading(starts);
    assert.deepEqual(reading.between(0.5, 1.25), [[0.5, 1], ['0-2']]);
    assert.deepEqual(reading.between(0, 2), [[0, 0.5, 1, 1.25], []]);
    assert.deepEqual(reading.between(0, 4), [[0, 0.5, 1, 1.25, 3], ['2-4']]);
    assert.deepEqual(reading.between(6, 7), [[], ['6-7']]);
    assert.deepEqual(reading.between(3, 10), [
      [3, 9],
      ['4-6', '7-10'],
    ]);
    assert.deepEqual(reading.between(5, 5), [[], []]);
  });

  it('are read again in an hour that was forgotten, or in all', () => {
    const reading = new Reading(starts);
    reading.between(0, 4);
    reading.forget(1.9);
    assert.deepEqual(reading.between(0, 4), [starts.slice(0, 5), ['1-2']]);
    reading.forget();
    assert.deepEqual(reading.between(0, 4), [starts.slice(0, 5), ['0-4']]);
  });

  it('are not kept of more than ten days at once, nor of more than thirty', () => {
    const reading = new Reading(starts);
    for (let i = 0; i < 2; i++) assert.deepEqual(reading.between(0, 240.5), [starts, ['0-240.5']]);
    assert.deepEqual(reading.between(0, Infinity), [starts, ['0-Infinity']]);
    for (const from of [0, 240]) reading.between(from, from + 240);
    assert.deepEqual(reading.between(0, 240), [starts, []], 'twenty days are kept');
    reading.between(480, 720);
    assert.deepEqual(reading.between(0, 240), [starts, ['0-240']], 'and no more than thirty');
  });
});
