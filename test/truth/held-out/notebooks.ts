import type { TruthDay } from '../truthDay.ts';

/** A data scientist: notebooks, long looks at charts, trainings that run by themselves. */
export const days: readonly TruthDay[] = [
  {
    id: 'data-sql',
    about: 'Queries in a database shell inside the terminal for an hour and a half, then a notebook.',
    script: `
      10:00-11:30 command other churn snowsql
      10:00-11:30 press
      11:30-11:34 away to fill the bottle
      11:34-12:30 notebook churn/features.ipynb
      13:30-15:10 notebook churn/features.ipynb
      15:10-15:12:30 think
      15:12:30-16:00 notebook churn/features.ipynb`,
    minutes: 296,
  },
];
