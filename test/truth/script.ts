import { minuteMs } from '../../src/core/time/days.ts';

/** One line of a script. Times are in ms since the midnight with which the day began. */
export interface Line {
  readonly from: number;
  /** The same as `from` for what happens at once. */
  readonly to: number;
  /** The window in which it happens, `w1` where none is named. */
  readonly window: string;
  readonly verb: string;
  readonly words: readonly string[];
}

const pattern = /^(\d\d):(\d\d)(?::(\d\d))?(?:-(\d\d):(\d\d)(?::(\d\d))?)?\s+(?:(w\d):\s*)?(\w+)\s*(.*)$/;

/**
 * Reads a script. A line is `HH:MM[:SS][-HH:MM[:SS]] [w2:] verb words…`; hours and minutes are counted from midnight, so that they may
 * pass 24:00 and do not care for daylight saving.
 */
export function readScript(script: string): Line[] {
  const lines = script.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map(readLine);
}

function readLine(line: string): Line {
  const found = pattern.exec(line);
  if (!found) throw new Error(`no line of a script: ${line}`);
  const [, h, m, s, toH, toM, toS, window = 'w1', verb = '', rest = ''] = found;
  const from = instant(h, m, s);
  const to = toH === undefined ? from : instant(toH, toM, toS);
  return { from, to, window, verb, words: rest.split(/\s+/).filter((word) => word !== '') };
}

function instant(hours = '0', minutes = '0', seconds = '0'): number {
  return (Number(hours) * 60 + Number(minutes)) * minuteMs + Number(seconds) * 1000;
}
