import type { Day } from '../shared/days.ts';
import type { PlanInputs } from '../shared/planInputs.ts';
import type { ActivityReader } from '../shared/reader.ts';
import type { Context } from './context.ts';

/** What is measured that a plan for `day` can rest on. */
export declare function readPlanInputs(reader: ActivityReader, day: Day, context: Context): PlanInputs;
