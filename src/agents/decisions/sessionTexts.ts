import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { findLogs } from '../findLogs.ts';
import { fieldsOf, arrayOf } from '../readers/values.ts';
import { sessionRecordId } from '../sessionRecordId.ts';
import type { AgentTool } from '../tools.ts';
import { ownValue } from '../../core/base/ownValue.ts';

/** A statement of somebody in a session. */
export interface SessionStatement {
  readonly by: 'you' | 'agent';
  readonly text: string;
}

/** The session whose log is wanted, as it was recorded. */
export interface WantedSession {
  readonly id: string;
  readonly tool: AgentTool;
  readonly project?: string | undefined;
}

/** Bytes of a log that are read at most, from its end, and characters of one text and of all. */
const limits = { bytes: 32 * 1024 * 1024, text: 4_000, all: 40_000 } as const;

/** Tools whose logs hold what was said in a form that is known. */
const tools: ReadonlySet<AgentTool> = new Set(['claude-code', 'codex']);

/**
 * Finds the log of a recorded session by its name, without reading any.
 * @param folders with logs of the tool
 * @returns undefined if it was deleted, or the tool names its logs otherwise
 */
export function logOfSession(
  { id, tool, project = '' }: WantedSession,
  folders: readonly string[],
): string | undefined {
  if (!tools.has(tool)) return undefined;
  return folders
    .flatMap((folder) => findLogs(folder, tool))
    .map((log) => log.path)
    .find((file) => sessionRecordId(tool, sessionIn(tool, file), project) === id);
}

function sessionIn(tool: AgentTool, file: string): string {
  const name = path.basename(file, '.jsonl');
  return tool === 'codex' ? name.slice(-36) : name;
}

/**
 * Reads what the user and the agent said in a session, the last of it where it is long. Calls and results of tools, thoughts, attachments,
 * and account data are passed over. Nothing of it is stored.
 */
export function statementsIn(tool: AgentTool, file: string): SessionStatement[] {
  const texts = linesOf(file).flatMap((line): SessionStatement[] => {
    try {
      const value = fieldsOf(JSON.parse(line));
      return tool === 'codex' ? codexStatement(value) : claudeStatement(value);
    } catch {
      return [];
    }
  });
  let room: number = limits.all;
  const kept: SessionStatement[] = [];
  for (const { by, text } of texts.toReversed()) {
    const cut = text.trim().slice(0, limits.text);
    // Versions in between write it both ways, and copies while an answer grows.
    if (cut === '' || kept.at(-1)?.text === cut) continue;
    room -= cut.length;
    if (room < 0) break;
    kept.push({ by, text: cut });
  }
  return kept.reverse();
}

function linesOf(file: string): string[] {
  const handle = openSync(file, 'r');
  try {
    const chunks: Buffer[] = [];
    let [at, read] = [0, 0];
    do {
      const chunk = Buffer.alloc(1024 * 1024);
      read = readSync(handle, chunk, 0, chunk.length, at);
      at += read;
      chunks.push(chunk.subarray(0, read));
      // The last ones count.
      if (chunks.length * chunk.length > limits.bytes) chunks.shift();
    } while (read > 0);
    return Buffer.concat(chunks).toString('utf8').split('\n');
  } finally {
    closeSync(handle);
  }
}

/** Claude Code: what it tells itself is marked as such, and results of tools are no text. */
function claudeStatement(line: ReturnType<typeof fieldsOf>): SessionStatement[] {
  const type = line['type'];
  if ((type !== 'user' && type !== 'assistant') || line['isMeta'] === true || line['isSidechain'] === true) return [];
  const { content } = fieldsOf(line['message']) as { readonly content?: unknown };
  const by = type === 'user' ? 'you' : 'agent';
  return textsIn(content).map((text) => ({ by, text }));
}

/** Codex: messages as events, up to 0.16x by themselves, then as items; both leave out what it adds to the prompt. */
function codexStatement(line: ReturnType<typeof fieldsOf>): SessionStatement[] {
  if (line['type'] !== 'event_msg') return [];
  const payload = fieldsOf(line['payload']);
  const item = payload['type'] === 'item_completed' ? fieldsOf(payload['item']) : payload;
  const by = ownValue(codexSpeakers, String(item['type']));
  if (by === undefined) return [];
  return textsIn(item['message'] ?? item['content']).map((text) => ({ by, text }));
}

const codexSpeakers: Readonly<Record<string, SessionStatement['by']>> = {
  user_message: 'you',
  agent_message: 'agent',
  UserMessage: 'you',
  AgentMessage: 'agent',
};

function textsIn(content: unknown): string[] {
  const texts =
    typeof content === 'string'
      ? [content]
      : arrayOf(content)
          .map(fieldsOf)
          .flatMap(({ type, text }) => (/^text$/i.test(String(type)) && typeof text === 'string' ? [text] : []));
  // Commands, their output, and reminders that Claude Code puts into prompts.
  return texts.filter((text) => !/^\s*<(?:command-|local-command|system-reminder|bash-)/.test(text));
}
