import * as z from 'zod';
import { endOfTimes, farthestOffset, firstTime } from '../facts/factLimits.ts';
import { unitTexts } from '../views/unitTexts.ts';

/** An instant in a record: of the years 2000 to 2100, as in any fact. A record with another one was damaged, and isn't read. */
export const instant = z.number().min(firstTime).lt(endOfTimes).describe(unitTexts.instant);

/** The same in whole milliseconds. */
export const wholeInstant = instant.int();

/** Minutes east of UTC in a record. */
export const utcOffset = z.number().min(-farthestOffset).max(farthestOffset);
