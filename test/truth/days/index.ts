import type { TruthDay } from '../truthDay.ts';
import { clockDays } from './clocks.ts';
import { machineDays } from './machines.ts';
import { placeDays } from './places.ts';
import { writingDays } from './writing.ts';

/** Every day of the ground truth. */
export const truthDays: readonly TruthDay[] = [...writingDays, ...machineDays, ...placeDays, ...clockDays];
