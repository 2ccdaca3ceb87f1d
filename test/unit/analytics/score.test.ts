import assert from 'node:assert/strict';
import { addDays } from '../../../src/core/time/days.ts';
import type { ScoreComponentId } from '../../../src/core/views/views.ts';
import type { Context } from '../../../src/analytics/context.ts';
import { measureDay, measureInSteps } from '../../../src/analytics/measure.ts';
import { levelOf, weights } from '../../../src/analytics/score/score.ts';
import { sameWeekdaysBefore, sparklineDays, trendOf } from '../../../src/analytics/score/trend.ts';
import { activity, at, context, day, diagnostic, rows, run, span, task, type GivenRows } from './given.ts';

/** The day after, when all of it is over. */
const over = { now: at(24 * 60) };

/** A component's value with the numbers behind it. */
type Judged = { readonly value: number | null } & Readonly<Record<string, number | null>>;

function judge(id: ScoreComponentId, changes: GivenRows, when: Partial<Context> = over): Judged {
  const { score } = measureDay(rows(changes), day, context(when));
  const component = score.components.find((one) => one.id === id);
  assert.ok(component);
  return { value: component.value, ...component.facts };
}

function scoreOf(changes: GivenRows, when: Partial<Context> = over): number | null {
  return measureDay(rows(changes), day, context(when)).score.value;
}

const fullDay = [span(0, 180), span(240, 420)];

describe('the score', () => {
  it('looks at a thousand problems in a step, of the ten thousand that a language server may report', () => {
    const stepsWith = (problems: number): number => {
      const diagnostics = Array.from({ length: problems }, () => diagnostic(10, undefined));
      return [...measureInSteps(rows({ spans: fullDay, diagnostics }), day, context(over))].length;
    };
    // On the way: whether it was fixed in time, where it was seen, whether others saw it, and whether it is of the day.
    assert.equal(stepsWith(10_000) - stepsWith(1), 4 * 9);
  });

  it('has weights that sum to one', () => {
    assert.equal(
      Object.values(weights).reduce((sum, weight) => sum + weight, 0),
      1,
    );
  });

  it('is the weighted mean of the components with data', () => {
    // Focus 1, flow 1, progress 1/3, steadiness 1, quality without data.
    const planTasks = [task(30, { doneAt: at(60) }), task(60)];
    assert.equal(
      scoreOf({ spans: fullDay, planTasks }),
      Math.round((100 * (0.225 + 0.18 + 0.225 / 3 + 0.135)) / 0.765),
    );
  });

  it('is none on a day without work, and while there is too little to judge by', () => {
    assert.equal(scoreOf({}), null);
    assert.equal(scoreOf({ spans: [span(0, 14)], planTasks: [task(60)] }, { now: at(14) }), null);
    assert.notEqual(scoreOf({ spans: [span(0, 15)] }, { now: at(15) }), null);
  });

  it('is no catastrophe on a young morning', () => {
    const planTasks = [task(90), task(60), task(45)];
    const morning = {
      spans: [span(0, 20)],
      planTasks,
      diagnostics: [diagnostic(10, undefined)],
      runs: [run(12, 13, { exitCode: 1 })],
    };
    assert.equal(scoreOf(morning, { now: at(20) }), 100);
  });

  it('has levels', () => {
    assert.deepEqual([100, 80, 79, 60, 59, 0, null].map(levelOf), [
      'good',
      'good',
      'fair',
      'fair',
      'low',
      'low',
      'none',
    ]);
  });
});

describe('focus', () => {
  it('counts stretches from 25 minutes on whole, up to 5 not at all, and between in proportion', () => {
    const value = (minutes: number) => judge('focus', { spans: [span(0, minutes), span(200, 225)] }).value;
    assert.equal(value(25), 1);
    assert.equal(value(15), (25 + 15 / 2) / 40);
    assert.equal(value(5), 25 / 30);
  });

  it('lets a pause of five minutes pass, and no longer one', () => {
    assert.equal(judge('focus', { spans: [span(0, 13), span(18, 30)] }).value, 1);
    assert.ok((judge('focus', { spans: [span(0, 13), span(18.1, 30)] }).value ?? 1) < 0.5);
  });

  it('counts the current stretch entirely, until it ends', () => {
    const spans = [span(0, 16)];
    assert.equal(judge('focus', { spans }, { now: at(18) }).value, 1);
    assert.ok((judge('focus', { spans }, { now: at(22) }).value ?? 1) < 0.6);
  });

  it('looks at nothing after the goal: the stretch cut off there does not continue', () => {
    const goals = { hoursPerDay: 1, workdays: [5] };
    const { value } = judge('focus', { spans: [span(0, 50), span(60, 72)] }, { now: at(73), goals });
    assert.equal(value, (50 + 10 / 4) / 60);
  });

  it('says nothing of time that was logged by hand', () => {
    assert.equal(judge('focus', { activities: [activity(0, 120)] }).value, null);
    assert.equal(judge('flow', { activities: [activity(0, 120)] }).value, null);
  });
});

describe('flow', () => {
  /** An hour in which the file, or the project, changes at even intervals. */
  const hourWith = (switches: number, what: 'file' | 'project') =>
    Array.from({ length: switches + 1 }, (_, i) => {
      const step = 60 / (switches + 1);
      return span(i * step, (i + 1) * step, { [what]: `${what} ${i % 2}` });
    });

  it('costs nothing up to 60 files or 4 projects an hour, and everything from 240 or 20 on', () => {
    const byFile = (count: number) => judge('flow', { spans: hourWith(count, 'file') }).value ?? -1;
    const byProject = (count: number) => judge('flow', { spans: hourWith(count, 'project') }).value ?? -1;
    assert.deepEqual([byFile(0), byFile(60), byFile(150), byFile(240), byFile(300)], [1, 1, 0.5, 0, 0]);
    assert.deepEqual([byProject(4), byProject(12), byProject(20)], [1, 0.5, 0]);
    const { minutes, fileSwitches, fileSwitchesPerHour } = judge('flow', {
      spans: [...hourWith(7, 'file'), span(60, 120)],
    });
    assert.deepEqual([minutes, fileSwitches, fileSwitchesPerHour], [120, 8, 4]);
    const { projectSwitches, projectSwitchesPerHour } = judge('flow', {
      spans: [...hourWith(3, 'project'), span(60, 150)],
    });
    assert.deepEqual([projectSwitches, projectSwitchesPerHour], [4, 1.6]);
  });

  it('counts a switch of project once, not also as one of file, and none where nothing is known', () => {
    const spans = [span(0, 30, { project: '/a', file: 'x' }), span(30, 60, { project: '/b', file: 'y' })];
    const { fileSwitches, projectSwitches } = judge('flow', { spans });
    assert.deepEqual([fileSwitches, projectSwitches], [0, 1]);
    const { project: _, file: __, ...nowhere } = span(30, 31);
    assert.equal(judge('flow', { spans: [span(0, 30), nowhere, span(31, 60)] }).fileSwitches, 0);
    const { file: ___, ...noFile } = span(30, 31, { project: '/b' });
    const moved = judge('flow', { spans: [span(0, 30), noFile, span(31, 60, { project: '/b', file: 'y' })] });
    assert.deepEqual([moved.fileSwitches, moved.projectSwitches], [0, 1]);
  });
});

describe('progress', () => {
  it('is minutes done against minutes planned when the day is over', () => {
    const planTasks = [task(60, { doneAt: at(10) }), task(30)];
    assert.equal(judge('progress', { spans: fullDay, planTasks }).value, 60 / 90);
    assert.equal(judge('progress', { spans: fullDay, planTasks: [task(60), task(30)] }).value, 0);
    const { tasks, tasksDone, plannedMinutes, doneMinutes, dueMinutes } = judge('progress', {
      spans: fullDay,
      planTasks,
    });
    assert.deepEqual([tasks, tasksDone, plannedMinutes, doneMinutes, dueMinutes], [2, 1, 90, 60, 90]);
    const tiny = [task(1, { doneAt: at(10) }), task(0.5)];
    assert.equal(judge('progress', { spans: fullDay, planTasks: tiny }).value, 1 / 1.5);
    // Done before any of it is due.
    const early = [task(60, { doneAt: at(10) }), task(60)];
    assert.equal(judge('progress', { spans: [span(0, 30)], planTasks: early }, { now: at(30) }).value, 1);
  });

  it('expects by now what is due by now, and lets one task be in hand', () => {
    const planTasks = [task(60), task(60), task(60, { doneAt: at(100) })];
    // Five of ten hours: 90 minutes due, less half of the task in hand.
    assert.equal(judge('progress', { spans: [span(0, 300)], planTasks }, { now: at(300) }).value, 1);
    const none = [task(60), task(60), task(60)];
    assert.equal(judge('progress', { spans: [span(0, 300)], planTasks: none }, { now: at(300) }).value, 0);
    assert.equal(judge('progress', { spans: [span(0, 100)], planTasks: none }, { now: at(100) }).value, null);
  });

  it('has no data without a plan, and knows only the tasks of its day', () => {
    assert.equal(judge('progress', { spans: fullDay }).value, null);
    assert.equal(judge('progress', { spans: fullDay, planTasks: [task(60, { day: '2026-11-19' })] }).value, null);
  });
});

describe('quality', () => {
  it('weighs errors fixed against those left open, one being free', () => {
    const diagnostics = [diagnostic(1, 5), diagnostic(2, 9), diagnostic(3, undefined)];
    assert.equal(judge('quality', { spans: fullDay, diagnostics }).value, 3 / 4);
    assert.equal(judge('quality', { spans: fullDay, diagnostics: diagnostics.slice(2) }).value, 1 / 2);
  });

  it('does not count what was fixed after the goal was reached', () => {
    const goals = { hoursPerDay: 1, workdays: [5] };
    const facts = { spans: [span(0, 120)], diagnostics: [diagnostic(10, 90), diagnostic(10, 20)] };
    assert.equal(judge('quality', facts, { ...over, goals }).value, 2 / 3);
  });

  it('counts errors only, and those of other days only when they were fixed today', () => {
    const warning = diagnostic(1, undefined, { severity: 'warning' });
    const old = diagnostic(-3_000, undefined);
    assert.equal(judge('quality', { spans: fullDay, diagnostics: [warning, old] }).value, null);
    assert.equal(judge('quality', { spans: fullDay, diagnostics: [diagnostic(-3_000, 10)] }).value, 1);
    const days = [diagnostic(-541, 10), diagnostic(-540, undefined), diagnostic(899, undefined), diagnostic(900, 901)];
    const { errorsFixed, errorsOpen } = judge('quality', { spans: [span(0, 90)], diagnostics: days }, over);
    assert.deepEqual([errorsFixed, errorsOpen], [1, 2], 'from midnight to midnight');
  });

  it('knows the same error, reported again by the next window, for one', () => {
    const before = diagnostic(1, undefined, { id: 'w1:1' });
    const again = diagnostic(60, 70, { id: 'w2:1' });
    assert.equal(judge('quality', { spans: fullDay, diagnostics: [before, again] }).value, 1);
  });

  it('takes the last run of each build and test, and tells what turned green', () => {
    const runs = [
      run(1, 2, { exitCode: 1 }),
      run(3, 4, { exitCode: 0 }),
      run(5, 6, { name: 'build', group: 'build', exitCode: 2 }),
      run(7, 8, { name: 'server', group: 'run', exitCode: 1 }),
      run(9, 10, { name: 'stopped', exitCode: 130 }),
    ];
    const { value, runsPassing, runsFailing, turnedGreen } = judge('quality', { spans: fullDay, runs });
    assert.deepEqual([value, runsPassing, runsFailing, turnedGreen], [1 / 2, 1, 1, 1]);
    const unordered = judge('quality', { spans: fullDay, runs: runs.toReversed() });
    assert.deepEqual([unordered.value, unordered.turnedGreen], [1 / 2, 1]);
    const builds = [
      run(1, 2, { name: 'b', group: 'build', exitCode: 0 }),
      run(3, 4, { name: 'b', group: 'build', exitCode: 2 }),
    ];
    assert.deepEqual(Object.values(judge('quality', { spans: fullDay, runs: builds })).slice(-3), [0, 1, 0]);
    const elsewhere = [run(1, 2, { exitCode: 1 }), run(3, 4, { exitCode: 0, project: '/q' })];
    assert.deepEqual(Object.values(judge('quality', { spans: fullDay, runs: elsewhere })).slice(-3), [1, 1, 0]);
  });

  it('holds nothing against a quarter of an hour in progress', () => {
    const broken = {
      spans: [span(0, 60)],
      diagnostics: [diagnostic(50, undefined)],
      runs: [run(49, 50, { exitCode: 1 })],
    };
    assert.equal(judge('quality', broken, { now: at(60) }).value, null);
    assert.equal(judge('quality', broken, { now: at(66) }).value, (1 / 2 + 0) / 2);
    const part = (kind: 'diagnostics' | 'runs', now: number) =>
      judge('quality', { spans: broken.spans, [kind]: broken[kind] }, { now: at(now) }).value;
    assert.deepEqual([part('diagnostics', 64.9), part('diagnostics', 65)], [null, 1 / 2]);
    assert.deepEqual([part('runs', 64.9), part('runs', 65)], [null, 0]);
  });
});

describe('steadiness', () => {
  it('is time worked against what is expected by now', () => {
    assert.equal(judge('steadiness', { spans: [span(0, 90)] }, { now: at(300) }).value, 90 / 180);
    assert.equal(judge('steadiness', { spans: [span(0, 90)] }, { now: at(100) }).value, 1);
    assert.equal(judge('steadiness', { spans: [span(0, 90)] }).value, 90 / 360);
    const { workedMinutes, expectedMinutes, goalMinutes } = judge(
      'steadiness',
      { spans: [span(0, 90)] },
      { now: at(300) },
    );
    assert.deepEqual([workedMinutes, expectedMinutes, goalMinutes], [90, 180, 360]);
  });

  it('expects all of the goal of a day that is over, however late it began', () => {
    const late = [span(14 * 60, 15 * 60)];
    assert.equal(judge('steadiness', { spans: late }, { now: at(15 * 60 + 5) }).value, 60 / 360);
  });

  it('earns nothing beyond the goal', () => {
    assert.equal(judge('steadiness', { spans: [span(0, 360)] }).value, 1);
    assert.deepEqual(judge('steadiness', { spans: [span(0, 600)] }), judge('steadiness', { spans: [span(0, 360)] }));
  });

  it('is left out on a day off', () => {
    const saturday = addDays(day, 1);
    const spans = [span(24 * 60, 24 * 60 + 60)];
    const { components } = measureDay(rows({ spans }), saturday, context({ now: at(3 * 24 * 60) })).score;
    const steadiness = components.find(({ id }) => id === 'steadiness');
    assert.deepEqual([steadiness?.value, steadiness?.facts['goalMinutes']], [null, 0]);
  });
});

describe('the trend', () => {
  it('compares with the average of the same weekday, where there is one', () => {
    assert.equal(trendOf(66, [50, null, 70]), 10);
    assert.equal(trendOf(30, [60]), -50);
    assert.equal(trendOf(60, [null, null]), null);
    assert.equal(trendOf(60, []), null);
    assert.equal(trendOf(60, [0]), null);
    assert.equal(trendOf(null, [60]), null);
  });

  it('looks at eight weeks, and the sparkline at one', () => {
    const weekdays = sameWeekdaysBefore(day);
    assert.deepEqual([weekdays.length, weekdays[0], weekdays[7]], [8, '2026-11-13', '2026-09-25']);
    assert.deepEqual([sparklineDays(day).length, sparklineDays(day)[6]], [7, day]);
  });
});
