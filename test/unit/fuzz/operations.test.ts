import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { anyText } from '../../harness/anyText.ts';
import type { JsonSchema, OperationDescription } from '../../../src/catalog/describe.ts';
import { AppError } from '../../../src/core/base/appError.ts';
import { transports, type Transport } from '../../../src/core/operations/operation.ts';
import { openHeadless, type Headless } from '../../../src/headless/openHeadless.ts';
import { allFacts } from '../storage/allFacts.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from '../storage/facts.ts';
import { StorageFolder, wasmPath } from '../storage/storageFolder.ts';
import { fuzzRuns } from './runs.ts';

const texts = [
  '',
  ' ',
  '\0',
  '\ud800',
  'a\udc00b\ud83d',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "'; DROP TABLE span; --",
  'w:1',
  'w:5',
  'w:6',
  '\u202e\ufeff',
  '%00%s%n{0}',
];
const days = [
  '2026-03-02',
  '2026-03-03',
  '2026-02-30',
  '2025-02-29',
  '2026-13-01',
  '0000-01-01',
  '9999-12-31',
  '+275760-09-13',
  '-000001-01-01',
];
const instants = [
  '2026-03-02T09:00:00+01:00',
  '2026-02-30T09:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '0000-01-01T00:00:00Z',
  '2026-03-02T24:00:00Z',
  '2026-03-02T09:00:00+24:00',
];
const zones = ['Europe/Berlin', 'Europe/Atlantis', 'UTC+99', '', 'constructor'];
const numbers = [
  0,
  -0,
  -1,
  0.5,
  1e308,
  -1e308,
  5e-324,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.MAX_SAFE_INTEGER + 1,
  8.64e15,
  8.64e15 + 1,
  Date.UTC(2026, 2, 2, 9),
];
const huge = 'x'.repeat(10_000_000);
let deep: unknown = 'deep';
for (let i = 0; i < 20_000; i++) deep = [deep];

/** Invalid values where a schema expects a number, a string, a list, or an object. */
const nonsense: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...texts, ...days, ...instants, ...zones),
  fc.constantFrom<unknown>(...numbers),
  fc.constantFrom<unknown>(null, undefined, true, [], {}, [[]], huge, deep, JSON.parse('{"__proto__":{"day":1}}')),
  fc.constant(null).map(() => Array.from({ length: 50_000 }, (_, i) => i)),
  anyText(),
);

/** Values that a schema allows, as far as JSON Schema expresses it, including those at its limits. */
function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom<unknown>(...schema['enum']);
  const either = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined;
  if (either) return fc.oneof(...either.map(fitting));
  switch (schema['type']) {
    case 'object':
      return fittingObject(schema);
    case 'array': {
      const { minItems = 0, maxItems = 5 } = schema as { readonly minItems?: number; readonly maxItems?: number };
      return fc.array(fitting((schema['items'] ?? {}) as JsonSchema), {
        minLength: minItems,
        maxLength: Math.max(minItems, Math.min(maxItems, 20)),
      });
    }
    case 'string':
      return fittingText(schema);
    case 'integer':
    case 'number':
      return fittingNumber(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

function fittingNumber(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { minimum = -1e6 } = schema as { readonly minimum?: number };
  const { maximum = Math.max(1e6, minimum * 2) } = schema as { readonly maximum?: number };
  const within = fc.double({ min: minimum, max: maximum, noNaN: true });
  const limits = [minimum, maximum, ...numbers].filter((each) => each >= minimum && each <= maximum);
  return fc.oneof(within, within.map(Math.trunc), fc.constantFrom(...limits));
}

function fittingObject(schema: JsonSchema): fc.Arbitrary<unknown> {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const requiredKeys = (schema['required'] ?? []) as string[];
  const known = fc.record(Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, fitting(each)])), {
    requiredKeys,
  });
  const others = schema['additionalProperties'];
  if (typeof others !== 'object') return known;
  return fc.dictionary(fc.constantFrom('a', 'w:1', '__proto__', 'toString'), fitting(others as JsonSchema));
}

function fittingText(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema['format'] === 'date-time') return fc.constantFrom(...instants);
  if (schema['format'] === 'date' || /\\d\{4\}-/.test(String(schema['pattern']))) return fc.constantFrom(...days);
  const { minLength = 0, maxLength = 100 } = schema as { readonly minLength?: number; readonly maxLength?: number };
  const long = fc.constant('é'.repeat(Math.min(maxLength, 5000)));
  return fc.oneof(
    fc.constantFrom(...texts, ...zones, ...days),
    long,
    anyText({ minLength, maxLength: Math.min(maxLength, 100) }),
  );
}

/** Valid parameters, in some of which one or two values at any depth are replaced by nonsense. */
function paramsOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const broken = fc
    .tuple(fitting(schema), fc.array(fc.tuple(fc.nat(), nonsense), { minLength: 1, maxLength: 2 }))
    .map(([params, changes]) => {
      let changed = params;
      for (const [at, value] of changes) changed = withValue(changed, at, value);
      return changed;
    });
  return fc.oneof(fitting(schema), broken);
}

function withValue(of: unknown, at: number, value: unknown): unknown {
  const keys = typeof of === 'object' && of !== null ? Object.keys(of) : [];
  const which = at % (keys.length + 1);
  const key = keys[which];
  if (key === undefined) return keys.length === 0 || at % 7 === 0 ? value : { ...(of as object), unexpected: value };
  const inner = withValue((of as Record<string, unknown>)[key], Math.floor(at / (keys.length + 1)), value);
  return Array.isArray(of)
    ? of.map((each, i) => (String(i) === key ? inner : (each as unknown)))
    : { ...(of as object), [key]: inner };
}

describe('fuzzed operations', function () {
  this.timeout(600_000);
  let disk: StorageFolder;
  let headless: Headless;
  const offered = new Map<Transport, readonly OperationDescription[]>();
  const facts = [
    span(),
    span({ id: 'w:9', start: span().start - 86_400_000, end: span().start - 86_300_000 }),
    run({ end: run().start + 5000, exitCode: 1 }),
    diagnostic(),
    state(),
    activity(),
    plan(),
    planTask(),
    document(),
    record(),
  ];

  before(async () => {
    disk = new StorageFolder();
    const journal = disk.journal({ writer: 'w' });
    for (const fact of facts) journal.append(fact);
    await journal.close();
    headless = openHeadless({ folder: disk.folder, wasmPath, clock: disk.clock, mayWrite: true });
    for (const transport of transports) offered.set(transport, await headless.describe(transport));
  });
  after(async () => {
    await headless.close();
    disk.remove();
  });

  it('answer or refuse with a sentence, whatever their parameters are', async () => {
    const all = transports.flatMap((transport) =>
      (offered.get(transport) ?? []).map((operation) => ({ transport, operation })),
    );
    const byName = Map.groupBy(all, ({ operation }) => operation.name);
    assert.ok(byName.size > 40, `${byName.size} operations`);
    const outcomes = new Map<string, number>();
    for (const ways of byName.values()) {
      // Most of an operation is the same on each transport, so each input takes one of them.
      const calls = fc
        .constantFrom(...ways)
        .chain((way) => paramsOf(way.operation.params).map((params) => ({ ...way, params })));
      await fc.assert(
        fc.asyncProperty(calls, async ({ transport, operation, params }) => {
          const started = performance.now();
          let outcome = 'answered';
          try {
            const answer = await headless.operate({ transport, operation: operation.name, params });
            JSON.stringify(answer);
          } catch (error) {
            outcome = 'refused';
            const told = `${operation.name}: ${String((error as Error).stack).slice(0, 1500)}`;
            assert.ok(error instanceof AppError, told);
            assert.notEqual(error.code, 'internal', told);
            assert.match(error.message, /\S+ \S+/, told);
            assert.ok(
              error.message.length < 1000,
              `${operation.name}: a message of ${error.message.length} characters`,
            );
          }
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          const took = performance.now() - started;
          assert.ok(took < 4000, `${operation.name} took ${took} ms`);
        }),
        { numRuns: fuzzRuns(8), includeErrorInReport: true },
      );
    }
    for (const outcome of ['answered', 'refused']) assert.ok((outcomes.get(outcome) ?? 0) > 50, outcome);
  });

  it('lose nothing that was there before', async () => {
    const store = await disk.store();
    const there = new Set(allFacts(store).map(({ type, id }) => `${type} ${id}`));
    // Activities, plans, tasks, and records may have been edited or deleted.
    for (const { type, id } of facts.slice(0, 5)) assert.ok(there.has(`${type} ${id}`), `${type} ${id}`);
  });
});
