import assert from 'node:assert/strict';
import { addDays, dayMs } from '../../../src/core/time/days.ts';
import { dashboardSchema } from '../../../src/core/views/views.ts';
import { LiveDay } from '../../../src/analytics/liveDay.ts';
import { overviewOf } from '../../../src/analytics/overview.ts';
import { DailyRollups } from '../../../src/analytics/rollups/dailyRollups.ts';
import { readRows } from '../../../src/analytics/rows.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { activity, at, context, day, diagnostic, run, span, task } from './given.ts';

/** Three hours each day, the same ones, for nine weeks; on Fridays before today in pieces of ten minutes. */
function nineWeeks(): MemoryReader {
  const facts = [];
  for (let back = 0; back < 63; back++) {
    const from = -back * 24 * 60;
    const isPieces = back % 7 === 0 && back > 0;
    const pieces = isPieces ? Array.from({ length: 18 }, (_, i) => span(from + i * 20, from + i * 20 + 10)) : [];
    facts.push(...(isPieces ? pieces : [span(from, from + 180)]));
  }
  return new MemoryReader(facts);
}

describe('the overview', () => {
  const reader = nineWeeks();
  const overview = overviewOf(reader, context());

  it('shows fourteen days, today last, with their totals', () => {
    assert.equal(overview.days.length, 14);
    assert.deepEqual(
      overview.days.map((one) => one.day),
      Array.from({ length: 14 }, (_, i) => addDays(day, i - 13)),
    );
    for (const { totalMs } of overview.days) assert.equal(totalMs, 3 * 3_600_000);
    assert.deepEqual(overview.days.at(-1)?.bySource, { editor: 3 * 3_600_000 });
  });

  it('compares today with the same weekday before', () => {
    const friday = overviewOf(reader, context({ now: at(-7 * 24 * 60 + 8 * 60) }));
    assert.ok((friday.score.value ?? 100) < (overview.score.value ?? 0));
    assert.ok((overview.score.trendPercent ?? 0) > 20, String(overview.score.trendPercent));
    assert.equal(overview.score.sparkline.length, 7);
    assert.deepEqual(overview.score.sparkline.at(-1), { day, value: overview.score.value });
  });

  it('fits the schema of the dashboard', () => {
    const { score, today, days } = dashboardSchema.shape;
    assert.deepEqual(score.parse(overview.score), overview.score);
    assert.deepEqual(today.parse(overview.today), overview.today);
    assert.deepEqual(days.parse(overview.days), overview.days);
  });

  it('has no trend and no values of the past on a first day', () => {
    const first = overviewOf(new MemoryReader([span(0, 60)]), context({ now: at(60) }));
    assert.equal(first.score.trendPercent, null);
    assert.deepEqual(
      first.score.sparkline.map(({ value }) => value !== null),
      [...Array<boolean>(6).fill(false), true],
    );
  });

  it('is whole with nothing recorded', () => {
    const nothing = overviewOf(new MemoryReader(), context());
    assert.deepEqual([nothing.score.value, nothing.today.totalMs, nothing.days.length], [null, 0, 14]);
  });
});

describe('what is known of past days', () => {
  it('is read once, until the cache forgets it; today is not kept', () => {
    const reader = nineWeeks();
    const past = new DailyRollups();
    overviewOf(reader, context(), { rollups: past });
    const reads = reader.reads;
    const again = overviewOf(reader, context(), { rollups: past });
    assert.equal(reader.reads, reads + 1);
    assert.deepEqual(again, overviewOf(reader, context()));
    const total = (of = past) => overviewOf(reader, context(), { rollups: of }).days.at(-2)?.totalMs;
    assert.equal(total(), 3 * 3_600_000);
    reader.add(activity(-24 * 60 + 300, -24 * 60 + 360));
    assert.equal(total(), 4 * 3_600_000);
    assert.equal(total(new DailyRollups()), 4 * 3_600_000, 'from what is kept');
    reader.kept.clear();
    past.scores([day, addDays(day, 1)], reader, context());
    assert.equal(reader.kept.size, 0);
  });

  it('has one timeline for scores and sums, whichever is requested first', () => {
    const days = Array.from({ length: 56 }, (_, i) => addDays(day, -56 + i));
    const asked = [
      (rollups: DailyRollups, reader: MemoryReader) => void rollups.scores(days, reader, context()),
      (rollups: DailyRollups, reader: MemoryReader) => void rollups.sums(days, reader, context()),
    ];
    for (const order of [asked, [...asked].reverse()]) {
      const [reader, rollups] = [nineWeeks(), new DailyRollups()];
      order[0]?.(rollups, reader);
      const reads = reader.reads;
      assert.ok(reads > 0);
      order[1]?.(rollups, reader);
      assert.equal(reader.reads, reads);
    }
  });

  it('is the same whether days are read together or alone', () => {
    const reader = nineWeeks();
    reader.add(
      diagnostic(-24 * 60, -24 * 60 + 5),
      diagnostic(-48 * 60, undefined),
      run(-30 * 60, -30 * 60 + 5, { exitCode: 1 }),
    );
    const past = new DailyRollups();
    const days = Array.from({ length: 9 }, (_, i) => addDays(day, -9 + i));
    const together = past.scores(days, reader, context());
    const alone = days.flatMap((one) => new DailyRollups().scores([one], reader, context()));
    assert.deepEqual(together, alone);
  });
});

describe('the live day', () => {
  it('comes to what the overview comes to', () => {
    const reader = nineWeeks();
    reader.add(diagnostic(5, 9), run(10, 12, { exitCode: 0 }), task(60, { doneAt: at(100) }), activity(200, 230));
    const live = new LiveDay(readRows(reader, day, day));
    const { today, score } = overviewOf(reader, context());
    assert.deepEqual(live.today(context()), today);
    assert.equal(live.score(context()).value, score.value);
  });

  it('grows with each fact, and forgets what is deleted', () => {
    const live = new LiveDay();
    const total = () => live.today(context()).totalMs / 60_000;
    const growing = span(0, 10);
    live.apply(growing);
    assert.equal(total(), 10);
    live.apply({ ...growing, end: at(20), signals: 20 });
    live.apply(growing);
    assert.equal(total(), 20);
    const logged = activity(30, 60);
    live.apply(logged);
    assert.equal(total(), 50);
    live.apply({ ...logged, rev: 2, deleted: true });
    live.apply(logged);
    assert.equal(total(), 20);
  });

  it('shows the day of now, whatever it holds', () => {
    const live = new LiveDay();
    live.apply(span(0, 10));
    assert.equal(live.today(context({ now: at(8 * 60) + dayMs })).totalMs, 0);
  });
});
