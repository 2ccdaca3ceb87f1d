import path from 'node:path';
import { jsonOf } from '../../core/base/jsonOf.ts';
import { readSmallFile } from '../smallFile.ts';
import { toldStates, type ToldStates } from './toldStates.ts';

const mostBytes = 65_536;

/** Returns where the hub keeps what agents said of their state, and windows watch for it. The folder need not exist. */
export function toldFolder(data: string): string {
  return path.join(data, 'agent-states');
}

/** Returns the file in it. */
export function toldFile(data: string): string {
  return path.join(toldFolder(data), 'told.json');
}

/** Reads the file; nothing where there is none, or it is damaged. */
export function readToldStates(data: string): ToldStates {
  return toldStates.safeParse(jsonOf(readSmallFile(toldFile(data), mostBytes)?.text ?? '')).data ?? {};
}
