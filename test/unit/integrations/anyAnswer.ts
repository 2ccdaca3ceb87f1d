import assert from 'node:assert/strict';
import fc from 'fast-check';

/** An answer of a service, as it may be, or as it never should be. */
export interface AnyAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

/** Things that may come in the place of an answer: pages that ask to sign in, nothing, other JSON, and what is too much of something. */
export const otherBodies: readonly string[] = [
  '',
  ' ',
  '<!doctype html><title>Sign in</title>',
  'null',
  'true',
  '7',
  '1e999',
  '"ok"',
  '[]',
  '{}',
  '{"data":',
  '\uFEFF{}',
  JSON.stringify('x'.repeat(1_000_000)),
  JSON.stringify(Array.from({ length: 100_000 }, () => ({}))),
  JSON.stringify({ data: Array.from({ length: 100_000 }, () => 0) }),
  deep,
  `{"data":${deep}}`,
  '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
];

/** Stands for much more of what is there: a list of thousands, a text of tens of thousands. */
const more = Symbol('more');
/** Stands for lists that are nested too deep for code that walks them. */
const nested = 'nested 100000 times';

/** Values that no service documents anywhere. Longer ones are among `otherBodies`, since each is parsed some times over. */
const otherValues: readonly unknown[] = [
  more,
  nested,
  null,
  true,
  5,
  -1,
  0.5,
  1e308,
  -1e300,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  'constructor',
  '__proto__',
  '9999-99-99',
  '1970-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '../../user/keys',
  'javascript:alert(1)',
  'http://evil.example/',
  '\u202e\u0000\r\nx: y',
  'x'.repeat(50_000),
  {},
  [],
  Array.from({ length: 3000 }, () => 0),
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
];

interface Damage {
  /** The place of the value, counted in the order in which it is read. */
  readonly place: number;
  readonly value: unknown;
}

const damage: fc.Arbitrary<Damage> = fc.record({ place: fc.nat(200), value: fc.constantFrom(...otherValues) });

/** Replaces a value somewhere in a text: in JSON one value, or else what comes after a sign that ends a name. */
function damaged(text: string, { place, value }: Damage): string {
  if (!isJson(text)) {
    const ends = Array.from(text.matchAll(/[>:=\n]|^/g), ({ index, 0: sign }) => index + sign.length);
    const at = ends[place % ends.length] ?? 0;
    const put = value === more ? 'x'.repeat(50_000) : String(value);
    return text.slice(0, at) + put + text.slice(at + (place % 3));
  }
  let [size, count] = [0, 0];
  JSON.parse(text, (_, each: unknown) => (size++, each));
  const at = place % size;
  return JSON.stringify(JSON.parse(text, (_, each: unknown) => (count++ === at ? other(each, value) : each)));
}

/** A text with much more of what is at a place, and with what is nested too deep, for one place after another. */
export function withMore(text: string): string[] {
  const places = Array.from({ length: 40 }, (_, place) =>
    [more, nested].map((value) => finished(damaged(text, { place, value }))),
  );
  return [...new Set(places.flat())];
}

/** Only at the end, since a text that is nested so deep can't be damaged once more. */
function finished(text: string): string {
  // Once: a list of thousands of them would be longer than any text.
  return text.replace(JSON.stringify(nested), deep);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function other(each: unknown, value: unknown): unknown {
  if (value !== more) return value;
  if (typeof each === 'string') return each.repeat(Math.ceil(50_000 / Math.max(1, each.length)));
  return Array.isArray(each) ? Array.from({ length: 3000 }, (_, i) => each[i % each.length] as unknown) : 1e300;
}

const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  { 'retry-after': '1e300' },
  { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' },
  { 'retry-after': '-5' },
  { date: 'Fri, 31 Dec 9999 23:59:59 GMT', etag: '"x"', link: '<http://evil.example/>; rel="next"' },
  { 'content-type': 'text/html; charset=x-constructor' },
];

/** A text as it usually is, with some values damaged, or another one altogether. */
export function anyText(usual: readonly string[]): fc.Arbitrary<string> {
  const good = fc.constantFrom(...usual);
  return fc.oneof(
    { weight: 3, arbitrary: good },
    {
      weight: 4,
      arbitrary: fc
        .tuple(good, fc.array(damage, { minLength: 1, maxLength: 3 }))
        .map(([text, damages]) => finished(damages.reduce(damaged, text))),
    },
    { weight: 1, arbitrary: fc.constantFrom(...otherBodies) },
  );
}

/**
 * Answers to one call after another.
 * @param usual answers as the service gives them; some stay as they are, some are damaged, some are another thing altogether
 */
export function anyAnswers(usual: readonly string[]): fc.Arbitrary<readonly AnyAnswer[]> {
  const answer = fc.record({
    status: fc.oneof(
      { weight: 8, arbitrary: fc.constant(200) },
      { weight: 1, arbitrary: fc.constantFrom(201, 204, 207, 304, 401, 403, 404, 409, 429, 500, 503) },
    ),
    headers: fc.constantFrom(...oddHeaders),
    body: anyText(usual),
  });
  return fc.array(answer, { minLength: 1, maxLength: 4 });
}

/** Result of an exchange. */
export interface Outcome {
  readonly value?: unknown;
  readonly error?: unknown;
  readonly calls: number;
}

/** More requests than this for one thing are one without an end. */
export const callsAtMost = 400;

/**
 * Runs something while `fetch` answers so, in turn and without a network.
 * @param first is asked for an answer before them
 */
export async function withAnswers(
  answers: readonly AnyAnswer[],
  run: () => Promise<unknown>,
  first: (url: string, init: RequestInit) => string | undefined = () => undefined,
): Promise<Outcome> {
  const before = globalThis.fetch;
  let calls = 0;
  globalThis.fetch = async (input, init = {}) => {
    if (calls >= callsAtMost) throw new Error('no more answers');
    const told = first(input instanceof Request ? input.url : String(input), init);
    if (told !== undefined) return new Response(told);
    const { status, headers, body } = answers[calls++ % answers.length] ?? { status: 200, headers: {}, body: '' };
    return new Response(status === 204 || status === 304 ? null : body, { status, headers });
  };
  try {
    return { value: await run(), calls };
  } catch (error) {
    return { error, calls };
  } finally {
    globalThis.fetch = before;
  }
}

/** The longest texts and lists that anything keeps, unless a service has its own. */
const usualLimits = { text: 4_000_000, list: 2000 } as const;

/**
 * Throws where a value could not be kept: a number that is none or too large to be exact, a text or a list that is longer than any real one,
 * a key that changes what objects inherit.
 */
export function assertKept(
  value: unknown,
  limits: { readonly text: number; readonly list: number } = usualLimits,
): void {
  if (typeof value === 'number') assert.ok(Math.abs(value) <= Number.MAX_SAFE_INTEGER, `${value} is too large`);
  if (typeof value === 'string') assert.ok(value.length <= limits.text, `a text of ${value.length} characters`);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  const all = value instanceof Map ? [...value.entries()].flat() : Object.values(value);
  assert.ok(all.length <= limits.list, `a list of ${all.length}`);
  assert.ok(!Object.hasOwn(value, '__proto__'), 'a key __proto__');
  for (const each of all) assertKept(each, limits);
}
