import * as z from 'zod';
import { parseUtc } from '../../core/time/zone.ts';
import { HttpProblem } from '../http/problem.ts';
import { parseQuery, type QueryExpression } from './queryParser.ts';
import { queryFunctions, type QueryBucket, type QueryScope } from './queryFunctions.ts';
import { PatternMatcher } from './queryPatterns.ts';
import { isQueryEvent, partSize, queryEventView, sizeOf } from './queryTransforms.ts';

const longestQuery = 100_000;
const queryBody = z.object({
  timeperiods: z.array(z.string().max(100)).min(1).max(100),
  query: z.union([z.array(z.string().max(longestQuery)).max(2000), z.string().max(longestQuery)]),
});

/** Characters of events that all functions of one request may look at, and that its answer may have. */
const mostWork = 50_000_000;
const longestAnswer = 20_000_000;

/**
 * Answers a query in ActivityWatch's language: https://docs.activitywatch.net/en/latest/querying-data.html
 * @returns one answer for each period
 * @throws HttpProblem 400 for a query that is not valid or takes too much
 */
export function runQuery(body: unknown, buckets: readonly QueryBucket[]): unknown[] {
  const parsed = queryBody.safeParse(body);
  if (!parsed.success) throw new HttpProblem(400, 'Send timeperiods and query.');
  const { timeperiods, query } = parsed.data;
  const text = typeof query === 'string' ? query : query.join('\n');
  if (text.length > longestQuery) throw new HttpProblem(400, 'The query is too long.');
  const statements = parseQuery(text);
  const [work, answer] = [new Allowance(mostWork), new Allowance(longestAnswer)];
  const patterns = new PatternMatcher();
  return timeperiods.map((period) => {
    const scope = { ...rangeOf(period), buckets, patterns, spend: (characters: number) => work.spend(characters) };
    const variables = new Map<string, unknown>([
      ...constants,
      ['STARTTIME', isoOf(scope.from)],
      ['ENDTIME', isoOf(scope.to)],
    ]);
    for (const { name, value } of statements) variables.set(name, evaluated(value, variables, scope));
    if (!variables.has('RETURN')) throw new HttpProblem(400, 'A query sets RETURN.');
    return answerOf(variables.get('RETURN'), answer);
  });
}

const constants: readonly (readonly [string, unknown])[] = [
  ['True', true],
  ['False', false],
  ['true', true],
  ['false', false],
  ['None', null],
  ['null', null],
];

function rangeOf(period: string): Pick<QueryScope, 'from' | 'to'> {
  const [from = Number.NaN, to = Number.NaN] = period.split('/').map((one) => parseUtc(one));
  if (!(from <= to)) throw new HttpProblem(400, `"${period}" is not a period. Write it as START/END.`);
  return { from, to };
}

function evaluated(one: QueryExpression, variables: ReadonlyMap<string, unknown>, scope: QueryScope): unknown {
  const value = (inner: QueryExpression): unknown => evaluated(inner, variables, scope);
  scope.spend(partSize);
  switch (one.type) {
    case 'constant':
      return one.value;
    case 'list':
      return one.items.map(value);
    case 'dict':
      return new Map(one.entries.map(([key, inner]) => [key, value(inner)]));
    case 'variable':
      if (!variables.has(one.name)) throw new HttpProblem(400, `The query uses ${one.name}, which it doesn't set.`);
      return variables.get(one.name);
    case 'call': {
      const run = queryFunctions.get(one.name);
      if (!run) throw new HttpProblem(400, `There is no function ${one.name}.`);
      return run(one.args.map(value), scope);
    }
  }
}

/** Counts down what a request may take. */
class Allowance {
  #left: number;

  constructor(count: number) {
    this.#left = count;
  }

  spend(count: number): void {
    this.#left -= count;
    if (this.#left < 0) throw new HttpProblem(400, 'The query takes too much. Ask for a shorter time.');
  }
}

function answerOf(value: unknown, allowance: Allowance): unknown {
  allowance.spend(isQueryEvent(value) ? sizeOf(value) : partSize);
  if (Array.isArray(value)) return value.map((one: unknown) => answerOf(one, allowance));
  if (value instanceof Map)
    return Object.fromEntries(Array.from(value, ([key, one]) => [String(key), answerOf(one, allowance)]));
  return isQueryEvent(value) ? queryEventView(value) : value;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
