import * as z from 'zod';
import { HttpProblem } from '../http/problem.ts';
import { eventView, type AwEvent } from './awEvent.ts';

const queryBody = z.object({
  timeperiods: z.array(z.string().max(100)).min(1).max(100),
  query: z.union([z.array(z.string().max(1000)).max(50), z.string().max(10_000)]),
});

/**
 * Answers queries that return the events of one bucket, such as `RETURN = query_bucket("id");`, or a constant. The rest of ActivityWatch's
 * query language is refused: https://docs.activitywatch.net/en/latest/querying-data.html
 * @returns one answer for each period
 * @throws HttpProblem 400 for a query that is not valid, 501 for one that can't be answered
 */
export function runQuery(body: unknown, eventsOf: (bucket: string) => readonly AwEvent[]): unknown[] {
  const parsed = queryBody.safeParse(body);
  if (!parsed.success) throw new HttpProblem(400, 'Send timeperiods and query.');
  const { timeperiods, query } = parsed.data;
  const text = (typeof query === 'string' ? query : query.join('\n')).trim();
  const value = resultOf(text);
  return timeperiods.map((period) => {
    const [start = Number.NaN, end = Number.NaN] = period.split('/').map((one) => Date.parse(one));
    if (!(start <= end)) throw new HttpProblem(400, `"${period}" is no period. Write it as START/END.`);
    if (!('bucket' in value)) return value.constant;
    return eventsOf(value.bucket)
      .filter((event) => event.end >= start && event.start <= end)
      .toReversed()
      .map(eventView);
  });
}

/** Returns the result of a query, with variables resolved. */
function resultOf(text: string): { readonly bucket: string } | { readonly constant: unknown } {
  const set = new Map<string, string>();
  for (const statement of text.split(';').map((one) => one.trim())) {
    if (statement === '') continue;
    const [, name = '', value = ''] = /^(\w+)\s*=\s*(.+)$/s.exec(statement) ?? [];
    if (name === '') throw new HttpProblem(400, 'Each statement of a query is NAME = VALUE;');
    set.set(name, set.get(value) ?? value);
  }
  const result = set.get('RETURN');
  if (result === undefined) throw new HttpProblem(400, 'A query sets RETURN.');
  const argument = /^query_bucket\(([^()]+)\)$/.exec(result)?.[1]?.trim() ?? '';
  const bucket = /^["']([^"']+)["']$/.exec(set.get(argument) ?? argument)?.[1];
  if (bucket !== undefined) return { bucket };
  try {
    return { constant: JSON.parse(result) as unknown };
  } catch {
    throw new HttpProblem(501, 'The hub answers query_bucket("ID") and constants only.');
  }
}
