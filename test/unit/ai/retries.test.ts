import assert from 'node:assert/strict';
import { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk';
import { requestedWaitOf, wasNeverSent, withRetries } from '../../../src/ai/claude/retries.ts';

const year = 366 * 24 * 3_600_000;
const refusal = (status: number, headers: Record<string, string> = {}) =>
  new APIError(status, undefined, 'no', new Headers(headers));
const cause = (code: string, message = 'x') => Object.assign(new Error(message), { code });

/** Makes attempts that fail like this, one after the other, and then one that succeeds. */
async function attempts(failures: readonly Error[], options: { timeoutMs?: number; retries?: number } = {}) {
  const left: number[] = [];
  const outcome = await withRetries(
    async (leftMs) => {
      left.push(leftMs);
      const failure = failures[left.length - 1];
      if (failure) throw failure;
      return 'done';
    },
    { timeoutMs: 60_000, retries: 3, signal: new AbortController().signal, ...options },
  ).catch((error: unknown) => error);
  return { outcome, left };
}
const soon = { 'retry-after-ms': '1' };

describe('a call of a model that failed', () => {
  it('is made again where nothing was billed, as often as it may be', async () => {
    for (const status of [429, 500, 502, 503, 529]) {
      const failure = refusal(status, soon);
      assert.deepEqual((await attempts([failure])).outcome, 'done', String(status));
      const { outcome, left } = await attempts(Array.from({ length: 9 }, () => failure));
      assert.deepEqual([outcome, left.length], [failure, 4]);
    }
    for (const status of [400, 401, 404, 408, 501, 504]) {
      const failure = refusal(status, soon);
      assert.deepEqual((await attempts([failure])).outcome, failure, String(status));
    }
    const fault = new Error('own fault');
    assert.equal((await attempts([fault])).outcome, fault);
  });

  it('has the rest of the time, a millisecond at least', async () => {
    const { left } = await attempts([refusal(503, { 'retry-after-ms': '30' })], { timeoutMs: 5000 });
    assert.equal(left[0], 5000);
    assert.ok((left[1] ?? 5000) <= 4971 && (left[1] ?? 0) > 3000, String(left[1]));
    assert.deepEqual((await attempts([], { timeoutMs: 0 })).left, [1]);
  });

  it('waits half a second at first, and twice as long each time, but not beyond its time', async () => {
    const failure = refusal(503);
    assert.equal((await attempts([failure], { timeoutMs: 450 })).outcome, failure);
    // The second wait would be a second.
    const { outcome, left } = await attempts([refusal(503, soon), failure], { timeoutMs: 900 });
    assert.deepEqual([outcome, left.length], [failure, 2]);
    assert.equal((await attempts([refusal(503, { 'retry-after-ms': '900' })], { timeoutMs: 800 })).left.length, 1);
  });

  it('waits twenty seconds at most, and can be canceled then', async () => {
    const wait = async (ms: number) => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 20);
      const failure = refusal(503, { 'retry-after-ms': String(ms) });
      const options = { timeoutMs: 60_000, retries: 1, signal: abort.signal };
      return withRetries(() => Promise.reject(failure), options).catch((error: unknown) => error);
    };
    assert.ok((await wait(20_000)) instanceof APIUserAbortError);
    assert.ok((await wait(20_001)) instanceof APIError && !((await wait(20_001)) instanceof APIUserAbortError));
  });
});

describe('the wait that a service asks for', () => {
  const waitOf = (headers: Record<string, string>) => requestedWaitOf(refusal(429, headers));

  it('is read in milliseconds before seconds, with fractions, and as a date', () => {
    assert.equal(waitOf({ 'retry-after-ms': '250', 'retry-after': '9' }), 250);
    assert.equal(waitOf({ 'retry-after': '1.5' }), 1500);
    assert.equal(waitOf({ 'retry-after': ' 0 ' }), 0);
    const until = waitOf({ 'retry-after': new Date(Date.now() + 60_000).toUTCString() }) ?? 0;
    assert.ok(until > 50_000 && until <= 60_000, String(until));
  });

  it('is none where it is no number, lies in the past, or more than a year away', () => {
    for (const text of ['', '-1', '1e3', 'soon', '1.', 'Thu, 01 Jan 1970 00:00:00 GMT'])
      assert.equal(waitOf({ 'retry-after': text }), undefined, text);
    assert.equal(waitOf({ 'retry-after-ms': String(year) }), year);
    assert.equal(waitOf({ 'retry-after-ms': String(year + 1) }), undefined);
    assert.equal(waitOf({ 'retry-after-ms': String(year + 1), 'retry-after': '2' }), 2000);
    assert.equal(waitOf({}), undefined);
    assert.equal(requestedWaitOf(new Error('x')), undefined);
  });
});

describe('a call that never left this machine', () => {
  const failed = (error: Error) => wasNeverSent(new APIConnectionError({ cause: error }));

  it('could not be connected', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT', 'ERR_TLS_CERT_ALTNAME_INVALID'])
      assert.equal(failed(cause(code)), true, code);
    assert.equal(failed(Object.assign(new TypeError('fetch failed'), { cause: cause('ECONNREFUSED') })), true);
    assert.equal(failed(new TypeError('bad port')), true);
  });

  it('is none whose connection broke, or that was answered', () => {
    for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'NOT_ECONNREFUSED', ''])
      assert.equal(failed(cause(code)), false);
    assert.equal(failed(new Error('no code')), false);
    assert.equal(wasNeverSent(cause('ECONNREFUSED')), false);
    assert.equal(wasNeverSent(refusal(503)), false);
  });
});
