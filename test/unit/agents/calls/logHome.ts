import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { logsOfSession, readCalls, type SessionCalls } from '../../../../src/agents/calls/sessionCalls.ts';
import { sessionRecordId } from '../../../../src/agents/sessionRecordId.ts';
import { findLogs } from '../../../../src/agents/findLogs.ts';
import type { AgentTool } from '../../../../src/agents/tools.ts';

export const began = Date.parse('2026-11-28T10:00:00.000Z');
/** The time of a second of the session. */
export const at = (second: number): string => new Date(began + second * 1000).toISOString();
export const shop = '/work/shop';
export const open: Parameters<typeof readCalls>[2] = { isExcluded: () => false, isHidden: () => false };

interface WantedCalls {
  readonly session: string;
  readonly project: string;
  readonly from: number;
  readonly rules: typeof open;
}

/** A folder with logs of AI tools. */
export class LogHome {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'daymark-calls-'));

  path(name: string): string {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    return file;
  }

  lines(name: string, lines: readonly object[]): void {
    writeFileSync(this.path(name), lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
  }

  document(name: string, value: object): void {
    writeFileSync(this.path(name), JSON.stringify(value));
  }

  /** Reads the calls of the session `s` in the shop, unless another is wanted. */
  calls(
    tool: AgentTool,
    { session = 's', project = shop, from = began, rules = open }: Partial<WantedCalls> = {},
  ): SessionCalls | undefined {
    const wanted = { session: sessionRecordId(tool, session, project), tool, project, from };
    return readCalls(logsOfSession(findLogs(this.folder, tool), wanted), wanted, rules);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Each call in short: seconds from start to end, tool, files, lines, and how it ended. */
export function short(found: SessionCalls | undefined): (string | number | undefined)[][] {
  return (found?.calls ?? []).map(({ start = 0, end, name, files, added, removed, outcome }) => [
    (start - began) / 1000,
    end === undefined ? undefined : (end - began) / 1000,
    name,
    files.join(' '),
    added === undefined ? '' : `+${added} -${removed}`,
    outcome ?? '',
  ]);
}
