import { type Day, dayMs, minuteMs, weekdayOf } from '../../src/core/time/days.ts';
import type { Fact, PlanTaskFact } from '../../src/core/facts/facts.ts';
import { asOfNow } from './asOfNow.ts';
import { Backlog } from './backlog.ts';
import { kindOfDay } from './calendar.ts';
import { clip, whenWritten } from './clip.ts';
import { buildOverLunch, recordStates } from './dayMoments.ts';
import { type DayShape, freeDay, type Slot, workDay } from './dayShape.ts';
import { Desk } from './desk.ts';
import type { HistoryOptions } from './history.ts';
import { instantOf, localDay, minuteOfDay } from './localTime.ts';
import { logAppointment } from './logging.ts';
import { type Mood, moods } from './moods.ts';
import { followPlan } from './planFollowing.ts';
import { makePlan } from './planMaker.ts';
import { makeProjects } from './projects.ts';
import { Random } from './random.ts';
import type { Scene } from './scene.ts';
import { look } from './steps.ts';
import { type Stretch, workStretch } from './stretch.ts';
import { todayShape } from './todayShape.ts';

/** Worked in the editor on a usual day, ms: what the number of spans is spread over. */
const usualWorkMs = 22_000_000;

/** A day as it is lived. */
interface Living {
  readonly day: Day;
  readonly mood: Mood;
  readonly shape: DayShape & { readonly finale?: Slot };
  readonly scene: Scene;
}

/** Our developer: lives one day after the other, and remembers work in progress. */
export class Person {
  readonly #options: HistoryOptions;
  readonly #today: Day;
  readonly #backlog: Backlog;
  readonly #workedMinutes: number[] = [];
  #unfinished: readonly PlanTaskFact[] = [];
  #lastEvening = 0;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#today = localDay(options.now, options.utcOffset);
    const random = new Random(`work ${options.seed}`);
    this.#backlog = new Backlog(random, makeProjects(random, options.projects ?? 4, options.languages ?? 7));
  }

  /**
   * Lives a day.
   * @param progress of the history, 0 to 1
   * @returns what is recorded of it, in writing order
   */
  live(day: Day, progress: number): Fact[] {
    this.#backlog.reach(progress);
    const facts: Fact[] = [];
    const living = this.#begin(day, (fact) => facts.push(fact));
    if (!living) return [];
    this.#work(living);
    const until = this.#options.now - 3 * minuteMs;
    const known = day === this.#today ? facts.flatMap((fact) => clip(fact, until) ?? []) : facts;
    return known.toSorted((a, b) => whenWritten(a) - whenWritten(b));
  }

  /** Undefined for a day on which nothing is done. */
  #begin(day: Day, record: (fact: Fact) => void): Living | undefined {
    const { seed, now, utcOffset, nextId, spansPerDay = 240 } = this.#options;
    const random = new Random(`day ${seed} ${day}`);
    const kind = kindOfDay(day, this.#today, seed);
    const isFree = kind !== 'work';
    if (isFree && !(kind === 'weekend' && random.chance(0.2))) return undefined;
    const isToday = day === this.#today;
    const mood = this.#moodOf(random, isToday || isFree);
    const traits = moods[mood];
    const scene = { random, traits, utcOffset, unitMs: usualWorkMs / spansPerDay, nextId, record };
    if (isToday) return { day, mood, scene, shape: todayShape(random, traits, minuteOfDay(now, utcOffset)) };
    return { day, mood, scene, shape: isFree ? freeDay(random, traits) : workDay(random, traits, weekdayOf(day)) };
  }

  #moodOf(random: Random, isCalm: boolean): Mood {
    return random.weighted(isCalm ? { good: 1, usual: 3, bad: 0 } : { good: 34, usual: 42, bad: 24 });
  }

  #work(living: Living): void {
    const { day, scene, shape } = living;
    const backlog = this.#backlog;
    const stretches = shape.stretches.map((slot) => this.#stretchOf(day, slot));
    this.#plan(living, stretches);
    recordStates(scene, shape.finale ? [...stretches, this.#stretchOf(day, shape.finale)] : stretches);
    backlog.turn();
    for (const stretch of stretches) workStretch(scene, backlog, { day, ...stretch });
    this.#besides(living);
    if (shape.finale) asOfNow(scene, backlog, { day, ...this.#stretchOf(day, shape.finale) });
    this.#remember(stretches);
  }

  /** Time away from the editor. */
  #besides({ day, scene, shape }: Living): void {
    for (const appointment of shape.appointments) {
      const stretch = this.#stretchOf(day, appointment);
      logAppointment(scene, appointment, stretch);
      // Someone with the editor open in a meeting looks at it.
      if (!scene.random.chance(0.2)) continue;
      const desk = new Desk(scene, stretch.from + 3 * minuteMs, stretch.to);
      look(desk, this.#backlog.current);
    }
    if (shape.lunch) buildOverLunch(scene, this.#backlog.current, this.#stretchOf(day, shape.lunch));
  }

  #plan({ day, mood, scene, shape }: Living, stretches: readonly Stretch[]): void {
    const { random, record } = scene;
    const isToday = shape.finale !== undefined;
    const first = stretches[0];
    if (!first || (!isToday && (shape.appointments.length === 0 || random.chance(0.12)))) return;
    const evening = this.#lastEvening > first.from - 4 * dayMs && random.chance(0.6);
    const at = evening ? this.#lastEvening : first.from + minuteMs;
    const ground = { backlog: this.#backlog, unfinished: this.#unfinished, workedMinutes: this.#workedMinutes };
    const made = makePlan(scene, ground, { day, at });
    record(made.plan);
    for (const task of made.tasks) record(task);
    const share = isToday ? 0.45 : random.between(...moods[mood].done);
    this.#unfinished = followPlan(scene, made, { stretches, share, reflects: !isToday });
  }

  #remember(stretches: readonly Stretch[]): void {
    const ms = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
    if (ms > 2 * 60 * minuteMs) this.#workedMinutes.push(ms / minuteMs);
    this.#lastEvening = stretches.at(-1)?.to ?? this.#lastEvening;
  }

  #stretchOf(day: Day, { from, to }: Slot): Stretch {
    const { utcOffset } = this.#options;
    return { from: Math.round(instantOf(day, from, utcOffset)), to: Math.round(instantOf(day, to, utcOffset)) };
  }
}
