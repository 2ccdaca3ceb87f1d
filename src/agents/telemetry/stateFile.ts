import path from 'node:path';
import { jsonOf } from '../../core/base/jsonOf.ts';
import { readSmallFile } from '../smallFile.ts';
import { sessionStates, type SessionStates } from './sessionStates.ts';

const mostBytes = 65_536;

/** Returns where the hub keeps what agents said of their state, and windows watch for it. The folder need not exist. */
export function stateFolder(data: string): string {
  return path.join(data, 'agent-states');
}

/** Returns the file in it. */
export function stateFile(data: string): string {
  return path.join(stateFolder(data), 'told.json');
}

/** Reads the file; nothing if there is none, or it is damaged. */
export function readSessionStates(data: string): SessionStates {
  return sessionStates.safeParse(jsonOf(readSmallFile(stateFile(data), mostBytes)?.text ?? '')).data ?? {};
}
