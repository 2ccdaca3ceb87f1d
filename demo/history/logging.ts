import { minuteMs } from '../../src/core/time/days.ts';
import type { ActivityFact } from '../../src/core/facts/facts.ts';
import type { Appointment } from './dayShape.ts';
import type { Scene } from './scene.ts';
import type { Stretch } from './stretch.ts';

const notes = ['', '', '', 'See the minutes.', 'To be continued on Thursday.', 'Two things to look up.'] as const;

/** Logs an appointment by hand some minutes after it, now and then corrects or doubles it by mistake. */
export function logAppointment(scene: Scene, { kind, title, errors }: Appointment, { from, to }: Stretch): void {
  const { random, nextId, utcOffset, record } = scene;
  const [start, end] = [Math.round(from), Math.round(to)];
  const at = Math.round(to + random.between(1, 12) * minuteMs);
  const what = { type: 'activity', kind, title, errors, notes: random.pick(notes) } as const;
  const fact: ActivityFact = { ...what, id: nextId(), rev: 1, at, start, end, offset: utcOffset(start) };
  record(fact);
  if (random.chance(0.06)) record({ ...fact, rev: 2, at: at + minuteMs, end: end + 5 * minuteMs });
  if (random.chance(0.02)) {
    const twice = { ...fact, id: nextId(), at: at + 20_000 };
    record(twice);
    record({ ...twice, rev: 2, at: at + 50_000, deleted: true });
  }
}
