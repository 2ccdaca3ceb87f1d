import { compareText } from '../core/base/compareText.ts';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { jsonOf } from '../core/base/jsonOf.ts';
import * as z from 'zod';
import { liveStates, type LiveState } from './liveState.ts';
import { readSmallFile } from './smallFile.ts';
import type { Processes } from './systemProcesses.ts';
import type { SignalingTool } from './telemetry/liveSignals.ts';

/** A running session of an AI tool. */
export interface LiveAgent {
  readonly id: string;
  readonly tool: 'claude-code' | SignalingTool;
  /** The folder in which it was started; empty if the tool doesn't tell it. */
  readonly folder: string;
  readonly state: LiveState;
  /** Since when it is in this state, in ms since the epoch. */
  readonly since: number;
}

/** Milliseconds since the epoch that can be shown. */
const instant = z.number().min(0).max(Date.UTC(2100, 0));

/** The parts of an entry that are read; it contains more, such as a socket path, which stays unread. */
const entrySchema = z.object({
  pid: z.int().positive(),
  sessionId: z.string().max(100),
  cwd: z.string().min(1).max(4096),
  procStart: z.string().max(40).optional(),
  pidDomain: z.string().max(200).optional(),
  status: z.string().max(40).optional(),
  statusUpdatedAt: instant.optional(),
  startedAt: instant,
});
type Entry = z.output<typeof entrySchema>;

const states: Readonly<Record<string, LiveState>> = {
  busy: 'working',
  shell: 'working',
  waiting: 'waiting',
  idle: 'done',
};
const mostEntries = 100;
const mostBytes = 65_536;
/** No state has a longer name, in bytes. */
const longestNote = 20;

/**
 * Reads Claude Code's registry: one file for each interactive session, `<pid>.json`, which the program deletes at its end (observed in
 * versions 2.1.270 to 2.1.332). An entry without a live process was left by a killed program, and is skipped. The secret files beside them
 * (`.key`) are never opened.
 * @param folder `sessions` in Claude Code's folder; may not exist
 */
export function readClaudeRegistry(folder: string, processes: Processes): LiveAgent[] {
  return (
    namesIn(folder)
      // There may be more leftovers of killed programs than the limit.
      .filter((name) => /^\d{1,10}\.json$/.test(name) && processes.isRunning(Number.parseInt(name, 10)))
      .slice(0, mostEntries)
      .flatMap((name) => {
        const entry = readEntry(path.join(folder, name));
        return entry && `${entry.pid}.json` === name && isAlive(entry, processes) ? [agentOf(entry)] : [];
      })
      .toSorted((a, b) => a.since - b.since || compareText(a.id, b.id))
  );
}

/**
 * Adds what Claude Code's hooks have noted (`claudeHooks.ts`): that an agent failed, where its registry says only that it has finished, and what it
 * does where the registry says nothing.
 * @param folder where the hooks leave their notes; it need not exist
 */
export function withHookStates(agents: readonly LiveAgent[], folder: string): LiveAgent[] {
  return agents.map((agent) => {
    if (agent.state !== 'done' && agent.state !== 'unknown') return agent;
    const noted = /^[\dA-Za-z-]+$/.test(agent.id) ? readNote(path.join(folder, agent.id)) : undefined;
    return noted && (agent.state === 'unknown' || noted.state === 'failed') ? { ...agent, ...noted } : agent;
  });
}

/** Without hooks, and before the first of them, there is none. */
function readNote(file: string): Pick<LiveAgent, 'state' | 'since'> | undefined {
  const note = readSmallFile(file, longestNote);
  const state = liveStates.find((one) => one === note?.text.trim());
  return note && state && { state, since: note.changedAt };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** One that is incomplete is read again with the next change. */
function readEntry(file: string): Entry | undefined {
  return entrySchema.safeParse(jsonOf(readSmallFile(file, mostBytes)?.text ?? '')).data;
}

function isAlive({ pid, procStart, pidDomain }: Entry, processes: Processes): boolean {
  const { domain } = processes;
  if (pidDomain !== undefined && domain !== undefined && pidDomain.includes('pid:[') && !pidDomain.includes(domain))
    return false;
  if (!processes.isRunning(pid)) return false;
  const start = processes.startOf(pid);
  // Another program has the number now.
  return start === undefined || procStart === undefined || !/^\d+$/.test(procStart) || start === procStart;
}

function agentOf({ sessionId, cwd, status, statusUpdatedAt, startedAt }: Entry): LiveAgent {
  const state = status !== undefined && Object.hasOwn(states, status) ? states[status] : undefined;
  return {
    id: sessionId,
    tool: 'claude-code',
    folder: cwd,
    state: state ?? 'unknown',
    since: statusUpdatedAt ?? startedAt,
  };
}
