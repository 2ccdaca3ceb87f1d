import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import type { Database } from '../database/connect.ts';
import { HttpProblem } from '../http/problem.ts';

/** The query of a list; `sort` names a column, after `-` from the greatest. */
export function pageQuery<const S extends readonly [string, ...string[]]>(sorts: S) {
  return z.object({
    sort: z.enum(sorts).default(sorts[0] as never),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    after: z.string().max(3000).optional().describe('`next` of the page before, with the same `sort` and filters.'),
  });
}

/** A page of a list: `next` is null on the last. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** A list to read a page of. */
export interface ListOptions {
  /** Rows with the columns `sort_value` and `row_key`, which together are unique. */
  readonly rows: RawBuilder<unknown>;
  /** Type of `sort_value`. */
  readonly type: 'text' | 'bigint';
  readonly sort: string;
  readonly limit: number;
  readonly after?: string | undefined;
}

const cursor = z.tuple([z.union([z.string(), z.int()]), z.string()]);

/** Reads a page by its cursor, so that pages neither repeat nor pass over a row that stays. @throws HttpProblem 422 */
export async function listRows<R>(
  db: Database,
  { rows, type, sort, limit, after }: ListOptions,
): Promise<{ readonly items: readonly R[]; readonly next: string | null }> {
  const isDown = sort.startsWith('-');
  const direction = sql.raw(isDown ? 'desc' : 'asc');
  const from = after === undefined ? undefined : readCursor(after, type);
  const beyond = from
    ? sql`where (sort_value, row_key) ${sql.raw(isDown ? '<' : '>')} (${from[0]}::${sql.raw(type)}, ${from[1]})`
    : sql``;
  const found = await sql<R & { sort_value: string | number; row_key: string }>`
    select * from (${rows}) as rows ${beyond} order by sort_value ${direction}, row_key ${direction} limit ${limit + 1}`.execute(
    db,
  );
  const items = found.rows.slice(0, limit);
  const last = found.rows.length > limit ? items.at(-1) : undefined;
  const next = last ? Buffer.from(JSON.stringify([last.sort_value, last.row_key])).toString('base64url') : null;
  return { items, next };
}

function readCursor(text: string, type: ListOptions['type']): readonly [string | number, string] {
  try {
    const [value, key] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    const isRight = type === 'bigint' ? typeof value === 'number' : typeof value === 'string' && !value.includes('\0');
    if (isRight && !key.includes('\0') && key.isWellFormed()) return [value, key];
  } catch {
    // As below.
  }
  throw new HttpProblem(422, '"after" is not the "next" of a page with the same "sort".');
}

/** The conditions of a filter that are given, joined by `and`. */
export function allOf(...conditions: (RawBuilder<unknown> | undefined)[]): RawBuilder<unknown> {
  return sql.join(
    conditions.filter((one) => one !== undefined),
    sql` and `,
  );
}

/** A condition, if there is something to compare with. */
export function when<T>(
  value: T | undefined,
  make: (value: T) => RawBuilder<unknown>,
): RawBuilder<unknown> | undefined {
  return value === undefined ? undefined : make(value);
}
