import type { Rhythm } from './random.ts';

/** Somebody writes: bursts of keys, looks up, thinks. */
export const typing: Rhythm = [
  [0.72, 0.3, 3],
  [0.18, 3, 12],
  [0.07, 12, 35],
  [0.03, 35, 80],
];
/** Somebody reads on: the wheel, now and then a click. */
export const reading: Rhythm = [
  [0.5, 4, 20],
  [0.35, 20, 50],
  [0.15, 50, 110],
];
/** Somebody studies hard pages, minutes for a screen. */
export const studying: Rhythm = [
  [0.3, 10, 40],
  [0.3, 40, 110],
  [0.4, 110, 220],
];
/** Somebody writes slowly: a line, then a silence. */
export const pondering: Rhythm = [
  [0.55, 0.4, 4],
  [0.25, 4, 30],
  [0.14, 30, 110],
  [0.06, 110, 230],
];
export const stepping: Rhythm = [
  [0.6, 1, 8],
  [0.25, 8, 40],
  [0.15, 40, 100],
];
export const shelling: Rhythm = [
  [0.5, 4, 25],
  [0.4, 25, 75],
  [0.1, 75, 110],
];
/** Keys somewhere that no extension can see: a program in the terminal, chat, settings. */
export const pressing: Rhythm = [
  [0.8, 0.3, 6],
  [0.18, 6, 25],
  [0.02, 25, 28],
];
export const agent: Rhythm = [
  [0.6, 1, 8],
  [0.35, 8, 14],
  [0.05, 14, 40],
];
/** Somebody reads, scrolls, and types in a page. */
export const visiting: Rhythm = [
  [0.5, 4, 20],
  [0.35, 20, 60],
  [0.1, 60, 120],
  [0.05, 120, 180],
];
/** Somebody works in another program. */
export const operating: Rhythm = [
  [0.7, 0.5, 5],
  [0.25, 5, 30],
  [0.05, 30, 90],
];
/** Somebody in a call: mute, a chat, a shared page, and long nothing. */
export const calling: Rhythm = [
  [0.4, 10, 60],
  [0.3, 60, 240],
  [0.2, 240, 600],
  [0.1, 600, 1200],
];
