import type { Rows } from './rows.ts';

/** A day without records. Separate from the code that reads rows, which loads more than the start of an extension should. */
export const noRows: Rows = { spans: [], runs: [], states: [], diagnostics: [], activities: [], planTasks: [] };
