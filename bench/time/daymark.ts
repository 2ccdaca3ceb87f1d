import { segmentCategories } from '../../src/analytics/categories.ts';
import { splitByDay } from '../../src/analytics/days.ts';
import { durationOf } from '../../src/analytics/segment.ts';
import { readRows } from '../../src/analytics/rows.ts';
import { machineTimeOf, timelineOf } from '../../src/analytics/timeline.ts';
import { defaultTimeRules } from '../../src/core/rules/rules.ts';
import { MemoryReader } from '../../test/fakes/memoryReader.ts';
import { translator } from '../../src/core/base/translate.ts';
import { isMixed } from '../../test/truth/mixedActs.ts';
import type { TruthDay } from '../../test/truth/truthDay.ts';
import type { Played } from '../../test/truth/world.ts';

/** Daymark's result for a day, in minutes. */
export interface DayFigures {
  readonly minutes: number;
  readonly machine: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly projects: Readonly<Record<string, number>>;
}

/**
 * Reads a day as the dashboard does, with the settings as they come. On a mixed day, kinds are the categories of Where Time Went, and its leisure
 * is no work.
 */
export function daymarkOf({ facts }: Played, day: TruthDay): DayFigures {
  const { date = '2026-11-20', dayStartsAt = 0 } = day;
  const rules = { ...defaultTimeRules, dayStartsAt };
  const reader = new MemoryReader(facts);
  const rows = readRows(reader, date, date);
  const timeline = timelineOf(rows, rules);
  const person = splitByDay(timeline, dayStartsAt).get(date) ?? [];
  const machine = splitByDay(machineTimeOf(rows, timeline), dayStartsAt).get(date) ?? [];
  const kinds: Record<string, number> = {};
  const projects: Record<string, number> = {};
  const isAllWork = !isMixed(day);
  const categoryOf = segmentCategories(reader, { from: date, to: date }, { t: translator() });
  for (const segment of person) {
    const { project = '', start, end } = segment;
    const kind = isAllWork ? segment.kind : categoryOf(segment);
    const minutes = (end - start) / 60_000;
    const name = project.split('/').at(-1) ?? '';
    kinds[kind] = (kinds[kind] ?? 0) + minutes;
    projects[name] = (projects[name] ?? 0) + minutes;
  }
  const leisure = isAllWork ? 0 : (kinds['leisure'] ?? 0);
  return { minutes: durationOf(person) / 60_000 - leisure, machine: durationOf(machine) / 60_000, kinds, projects };
}
