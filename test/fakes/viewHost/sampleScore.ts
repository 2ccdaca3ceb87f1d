import type { ScoreComponent } from '../../../src/core/views/views.ts';

/** The components of the sample day's score; quality has no data. */
export const sampleComponents: ScoreComponent[] = [
  component('focus', 0.225, 0.82, { minutes: 236, unbrokenMinutes: 193, longestMinutes: 74, stretches: 4 }),
  component('flow', 0.18, 0.64, {
    minutes: 236,
    fileSwitches: 212,
    projectSwitches: 9,
    fileSwitchesPerHour: 54,
    projectSwitchesPerHour: 2.3,
  }),
  component('progress', 0.225, 0.78, {
    tasks: 5,
    tasksDone: 2,
    plannedMinutes: 270,
    doneMinutes: 105,
    dueMinutes: 135,
  }),
  component('quality', 0.135, null, {
    errorsFixed: 0,
    errorsOpen: 0,
    runsPassing: 0,
    runsFailing: 0,
    turnedGreen: 0,
  }),
  component('steadiness', 0.135, 0.97, { workedMinutes: 282, expectedMinutes: 290, goalMinutes: 360 }),
  component('collaboration', 0.1, 0.75, { reviews: 1, comments: 2, pulls: 1, waiting: 1 }),
];

function component(...[id, weight, value, facts]: [...ComponentParts]): ScoreComponent {
  return { id, weight, value, facts };
}

type ComponentParts = [ScoreComponent['id'], number, number | null, ScoreComponent['facts']];
