import type { FileEdit } from './attribution/fileEdit.ts';
import { totalOf, type SessionEvent, type UsageEntry } from './usage.ts';

/** Tells whether an event counts before a copy of it: the one of the first session does; within a session, the earliest. */
export function comesFirst(a: SessionEvent, b: SessionEvent): boolean {
  if (a.session !== b.session) return a.session < b.session;
  const [first, second] = [a.at ?? Number.POSITIVE_INFINITY, b.at ?? Number.POSITIVE_INFINITY];
  return first !== second ? first < second : a.project < b.project;
}

/** The result of a call knows more than the call; of two like ones, that of the session that comes first counts. */
export function knowsMore(a: FileEdit, b: FileEdit): boolean {
  const rank = { asked: 0, done: 1, failed: 2 };
  if (a.state !== b.state) return rank[a.state] > rank[b.state];
  if (a.session !== b.session) return a.session < b.session;
  return a.at !== b.at ? a.at < b.at : JSON.stringify(a) < JSON.stringify(b);
}

/**
 * Returns true if the first of two accounts of a call should be kept: one in its own right before a weak one, then the larger (a call is logged
 * in growing copies), then any order that doesn't depend on which was read first.
 */
export function isBetter(a: UsageEntry, b: UsageEntry): boolean {
  const [first, second] = [rankOf(a), rankOf(b)];
  for (const [index, value] of first.entries()) {
    const other = second[index] ?? 0;
    if (value !== other) return value > other;
  }
  return textOf(a) < textOf(b);
}

function rankOf(entry: UsageEntry): readonly number[] {
  const { tokens } = entry;
  const parts = [
    tokens.output,
    tokens.input,
    tokens.cacheWrite1h,
    tokens.cacheWrite,
    tokens.cacheRead,
    tokens.reasoning,
  ];
  return [entry.weak ? 0 : 1, totalOf(tokens), ...parts, entry.fast ? 1 : 0, -entry.at];
}

function textOf({ session, project, model, branch = '', group = '' }: UsageEntry): string {
  return JSON.stringify([session, project, model, branch, group]);
}
