import { minuteMs } from './days.ts';

/** `HH:MM` where the work was done. */
export function clockTime(at: number, offset: number): string {
  return new Date(at + offset * minuteMs).toISOString().slice(11, 16);
}
