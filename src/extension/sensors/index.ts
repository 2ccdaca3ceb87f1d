import type { Sensor } from '../sensor.ts';
import { cells } from './cells.ts';
import { cursor } from './cursor.ts';
import { debug } from './debug.ts';
import { diagnostics } from './diagnostics.ts';
import { edits } from './edits.ts';
import { editors } from './editors.ts';
import { pastes } from './pastes.ts';
import { saves } from './saves.ts';
import { scroll } from './scroll.ts';
import { stops } from './stops.ts';
import { tasks } from './tasks.ts';
import { terminals } from './terminals.ts';
import { window } from './window.ts';

/** Every file in this folder; a test compares. The window comes first, so that its focus is known before the rest. */
export const sensors: readonly Sensor[] = [
  window,
  editors,
  edits,
  cursor,
  scroll,
  saves,
  diagnostics,
  tasks,
  debug,
  terminals,
  cells,
  pastes,
  stops,
];
