import { dayOf, minuteMs } from './days.ts';

/** `HH:MM` where the work was done. 24 hours, since the extension host knows the language of VS Code, but not the person's locale. */
export function clockTime(at: number, offset: number): string {
  return new Date(at + offset * minuteMs).toISOString().slice(11, 16);
}

/** `YYYY-MM-DD HH:MM`. @param offset minutes east of UTC that held then */
export function dateAndTime(at: number, offset: number): string {
  return `${dayOf(at, offset)} ${clockTime(at, offset)}`;
}
