import type { LogFormat, LogSink } from '../usage.ts';
import { countsOf, dollarsOf, fieldsOf, readInstant, textOf } from './values.ts';

/**
 * OpenCode: `<data>/opencode/storage/message/<session>/<message>.json`, one file per message.
 *
 * - Forks copy messages under new ids, so the identity is the time in ms, the model, and the counts.
 * - Cached tokens are not part of the input, and reasoning is not part of the output but billed like it.
 * - Newer versions use a database (`opencode.db`), which is not supported yet.
 */
export const opencode: LogFormat = {
  tool: 'opencode',
  shape: 'document',
  isLog: (path) => /\/storage\/message\/[^/]+\/[^/]+\.json$/.test(path),
  looksLike: (head) => /^\s*\{[^{]*"sessionID":/.test(head) && head.includes('"role"'),
  begin: () => ({}),
  read,
};

/** The database of newer versions, so that a report can mention it. */
export const opencodeDatabase: LogFormat = {
  tool: 'opencode',
  shape: 'database',
  isLog: (path) => /\/opencode(?:-[^/]*)?\.db$/.test(path),
  looksLike: () => false,
  begin: () => ({}),
  read: () => undefined,
};

function read(value: unknown, _state: unknown, sink: LogSink): void {
  const message = fieldsOf(value);
  const time = fieldsOf(message['time']);
  const at = readInstant(time['created']);
  const session = textOf(message['sessionID']);
  if (message['role'] === 'user') {
    if (at !== undefined) sink.turn({ session, key: textOf(message['id']) || `${session} ${at}`, project: '', at });
    return;
  }
  if (message['role'] !== 'assistant') return sink.problem('unknown-type');
  const usage = fieldsOf(message['tokens']);
  const counts = countsOf(usage, ['input', 'output', 'reasoning']);
  const cache = countsOf(fieldsOf(usage['cache']), ['read', 'write']);
  if (!counts || !cache) return sink.problem('bad-usage');
  if (at === undefined) return sink.problem('no-time');
  const tokens = {
    input: counts.input,
    output: counts.output + counts.reasoning,
    cacheWrite: cache.write,
    cacheWrite1h: 0,
    cacheRead: cache.read,
    reasoning: counts.reasoning,
  };
  // An answer that has only begun, or failed.
  if (Object.values(tokens).every((count) => count === 0)) return;
  const model = textOf(message['modelID']);
  const reportedUsd = dollarsOf(message['cost']);
  sink.usage({
    key: `${at} ${model} ${Object.values(tokens).join(' ')}`,
    session,
    at,
    model,
    project: textOf(fieldsOf(message['path'])['cwd']),
    tokens,
    // OpenCode writes 0 for a subscription, or a model without a price.
    ...(reportedUsd !== undefined && reportedUsd > 0 && { reportedUsd }),
  });
}
