import type { Rows } from './rows.ts';

/** A day on which nothing was recorded. Apart from the reading of rows, which needs more than an extension's start may load. */
export const noRows: Rows = { spans: [], runs: [], states: [], diagnostics: [], activities: [], planTasks: [] };
