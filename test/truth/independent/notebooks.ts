import type { TruthDay } from '../truthDay.ts';

/** A data scientist: notebooks, long looks at charts, trainings that run by themselves. */
export const days: readonly TruthDay[] = [
  {
    id: 'data-charts',
    about: 'After most cells a chart is studied for two or three minutes without a touch.',
    script: `
      09:00-09:16 notebook churn/explore.ipynb
      09:16-09:18:30 think about a chart
      09:18:30-09:40 notebook churn/explore.ipynb
      09:40-09:43 think
      09:43-10:05 notebook churn/explore.ipynb
      10:05-10:07:20 think
      10:07:20-10:30 notebook churn/explore.ipynb
      10:30-10:41 away
      10:41-11:05 notebook churn/explore.ipynb
      11:05-11:08:10 think
      11:08:10-12:00 notebook churn/explore.ipynb
      13:00-13:25 notebook churn/model.ipynb
      13:25-13:28:40 think
      13:28:40-14:02 notebook churn/model.ipynb
      14:02-14:05 think
      14:05-15:00 notebook churn/model.ipynb`,
    minutes: 289,
  },
  {
    id: 'data-training',
    about:
      'A model trains for 95 minutes; the first minutes are watched, then a paper is read in the browser and lunch eaten.',
    script: `
      09:15-10:40 notebook churn/model.ipynb
      10:40-12:15 command run churn python train.py
      10:40-10:42 wait
      10:42-11:20 leave
      11:20-12:00 type churn/report.md
      12:00-13:00 away
      13:00-14:30 notebook churn/model.ipynb`,
    minutes: 217,
    machine: 53,
  },
];
