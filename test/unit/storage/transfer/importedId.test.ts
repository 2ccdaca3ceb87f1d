import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import { dayMs } from '../../../../src/core/time/days.ts';
import { earlierId, importedId, isRecordable } from '../../../../src/storage/transfer/importedId.ts';
import { span } from '../facts.ts';

const midnight = Date.UTC(2026, 2, 2);

describe('the id of a fact that another program recorded', () => {
  const idOf = (start: number, file = 'a.ts'): string => importedId('wakatime', span({ start, file }));
  const { kind, project, language, branch } = span();
  const place = crc32(JSON.stringify([kind, project, 'a.ts', language, branch])) % 1_000_000;

  it('is its day, its time in the day, and its place', () => {
    assert.equal(idOf(midnight), `wakatime-at-2026-03-02:${place}`);
    assert.equal(idOf(midnight + 5), `wakatime-at-2026-03-02:${5_000_000 + place}`);
    assert.equal(idOf(midnight + dayMs - 1), `wakatime-at-2026-03-02:${(dayMs - 1) * 1_000_000 + place}`);
    assert.equal(idOf(midnight + dayMs), `wakatime-at-2026-03-03:${place}`);
    assert.notEqual(idOf(midnight, 'b.ts'), idOf(midnight));
    assert.match(importedId('activitywatch', span({ start: midnight })), /^activitywatch-at-/);
  });

  it('tells what it was in earlier versions, by the time alone', () => {
    assert.equal(earlierId(idOf(midnight + 5)), 'wakatime-2026-03-02:5');
    assert.equal(earlierId(importedId('activitywatch', span({ start: midnight }))), 'activitywatch-2026-03-02:0');
    for (const id of ['wakatime-2026-03-02:5', 'other-at-2026-03-02:5', 'wakatime-at-2026-03-02', 'w:1'])
      assert.equal(earlierId(id), undefined, id);
  });
});

describe('an instant at which other programs can have recorded', () => {
  it('is from 2000 to a day after now', () => {
    const first = Date.UTC(2000, 0);
    const instants = [first - 1, first, midnight + dayMs, midnight + dayMs + 1, Number.NaN];
    assert.deepEqual(
      instants.map((at) => isRecordable(at, midnight)),
      [false, true, true, false, false],
    );
  });
});
