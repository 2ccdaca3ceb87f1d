import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { findAnyLogs } from '../../../src/agents/findLogs.ts';
import { Ledger } from '../../../src/agents/ledger.ts';
import { readLog } from '../../../src/agents/readLog.ts';
import { formats } from '../../../src/agents/readers/formats.ts';
import { agentSessions } from '../../../src/agents/sessionRecords.ts';
import { longestKeptText } from '../../../src/core/facts/keptTexts.ts';
import { TextShelf } from '../../../src/agents/texts/textShelf.ts';
import { sessionsOf } from '../../../src/agents/sessions.ts';
import { summarizeTool } from '../../../src/agents/summary.ts';
import type { LogFormat } from '../../../src/agents/usage.ts';
import { fuzzRuns } from './runs.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/agents');

/** Lines that real logs have, by the format that reads them. */
const samples: readonly { readonly format: LogFormat; readonly line: string }[] = findAnyLogs(fixtures).flatMap(
  ({ path: file, format }) => {
    const text = readFileSync(file, 'utf8');
    return (format.shape === 'lines' ? text.split('\n') : [text])
      .filter((line) => line.startsWith('{') || line.startsWith('['))
      .map((line) => ({ format, line }));
  },
);

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    Number.MAX_SAFE_INTEGER,
    1e308,
    -1,
    0.5,
    '__proto__',
    'constructor',
    'x'.repeat(5000),
    '8640000000000001',
    '2026-99-99T00:00:00Z',
    null,
    [],
    {},
    true,
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const change = fc.record({
  at: fc.nat(),
  value: hostile,
  key: fc.constantFrom(undefined, '__proto__', 'constructor', 'toString', 'usage'),
});

/** The same JSON with the value at one place, counted from the front, replaced, or under another key. */
function changed(
  value: unknown,
  { at, value: other, key }: { at: number; value: unknown; key: string | undefined },
): string {
  let places = 0;
  JSON.stringify(value, (_, each: unknown) => (places++, each));
  const target = places > 0 ? at % places : 0;
  let place = 0;
  const name = JSON.stringify(key ?? '');
  const text = JSON.stringify(value, (own, each: unknown) => (place++ === target && own !== '' ? other : each));
  // A key that objects of JavaScript have from their prototype can be written by no assignment.
  return key === undefined
    ? text
    : text.replace(/"(?:model|modelMetrics|modelUsage|message|data|payload|tokens)":/, `${name}:`);
}

const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.nat(), fc.array(change, { minLength: 1, maxLength: 3 })) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(), fc.nat({ max: 2000 })) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
);

describe('fuzz: logs of AI tools', function () {
  this.timeout(0);
  let folder = '';
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'daymark-agents-'))));
  after(() => rmSync(folder, { recursive: true }));

  function bytesOf(own: readonly { readonly line: string }[], given: [number, unknown] | Uint8Array): Buffer {
    if (given instanceof Uint8Array) return Buffer.from(given.filter((byte) => byte !== 10));
    const [index, how] = given;
    const sample = own[index % own.length]?.line ?? '{}';
    if (typeof how === 'number') return Buffer.from(sample.slice(0, how % sample.length));
    const text = (how as Parameters<typeof changed>[1][]).reduce((now, each) => changed(JSON.parse(now), each), sample);
    return Buffer.from(text);
  }

  const read = (format: LogFormat, content: Buffer): Ledger => {
    const file = path.join(folder, format.shape === 'lines' ? 'log.jsonl' : 'log.json');
    writeFileSync(file, content);
    const shelf = new TextShelf({ keeps: 'all', from: 0, paused: [], known: {} });
    const ledger = new Ledger(format, () => false, shelf);
    const { done, position } = readLog(file, { format, ledger, limits: { longestLine: 1 << 20 } });
    assert.ok(done && position.offset <= content.length);
    structuredClone(position);
    for (const { texts } of [...shelf.fresh(1)].flat())
      for (const { text, at } of texts) assert.ok(text.length <= longestKeptText && Number.isSafeInteger(at));
    return ledger;
  };

  const check = (ledger: Ledger): void => {
    const { totals } = summarizeTool(ledger);
    for (const count of [totals.calls, ...Object.values(totals.tokens)])
      assert.ok(Number.isSafeInteger(count) && count >= 0, `a count is ${count}`);
    assert.ok(Number.isFinite(totals.costUsd) && totals.costUsd >= 0, `the cost is ${totals.costUsd}`);
    for (const { session } of sessionsOf(ledger, { prices: {}, offsetAt: () => 60 })) {
      const { success, error } = agentSessions.schema.safeParse(session);
      assert.ok(success, error?.message);
    }
  };

  it('cut, binary, and with wrong values anywhere: each line is read, and what is counted can be kept', () => {
    const own = formats
      .filter(({ shape }) => shape !== 'database')
      .map((format) => samples.filter((each) => each.format === format));
    assert.ok(own.filter((each) => each.length > 0).length >= 7, 'each format has samples');
    fc.assert(
      fc.property(
        fc.constantFrom(...own.filter((each) => each.length > 0)),
        fc.array(line, { maxLength: 12 }),
        (of, lines) => {
          const format = of[0]?.format as LogFormat;
          const parts = lines.map((each) => bytesOf(of, each as [number, unknown] | Uint8Array));
          const isLines = format.shape === 'lines';
          const content = isLines
            ? Buffer.concat(parts.map((part) => Buffer.concat([part, Buffer.from('\n')])))
            : (parts[0] ?? Buffer.alloc(0));
          const ledger = read(format, content);
          // None of them ends the reading of those that follow.
          const counted = isLines
            ? parts.filter((part) => part.length > 0 && !part.equals(Buffer.from('\r'))).length
            : 1;
          assert.equal(summarizeTool(ledger).reconciliation.lines, counted);
          check(ledger);
        },
      ),
      { numRuns: fuzzRuns(150) },
    );
  });

  it('with counts as large as numbers get: sums stay whole numbers, and one bad call takes no other with it', () => {
    const format = formats.find(({ tool }) => tool === 'claude-code') as LogFormat;
    const call = (id: number, output: number): string =>
      JSON.stringify({
        type: 'assistant',
        sessionId: 's',
        requestId: `r${id}`,
        timestamp: '2026-11-20T09:00:00Z',
        message: { id: `m${id}`, model: 'claude-sonnet-5', usage: { input_tokens: 1, output_tokens: output } },
      });
    const lines = [1, 2, 3].map((id) => call(id, Number.MAX_SAFE_INTEGER)).concat(call(4, 7));
    const ledger = read(format, Buffer.from(`${lines.join('\n')}\n`));
    check(ledger);
    const { totals, reconciliation } = summarizeTool(ledger);
    assert.deepEqual([totals.calls, totals.tokens.output, reconciliation.problems.get('bad-usage')], [1, 7, 3]);
  });

  it('with lists nested without end at any place: no line ends the reading', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    for (const { format, line: sample } of samples.filter(({ format: { shape } }) => shape === 'lines').slice(0, 400)) {
      for (const name of ['type', 'timestamp', 'say', 'payload', 'message', 'content', 'name', 'event']) {
        const text = sample.replace(new RegExp(`"${name}":("[^"]*"|\\d+)`), `"${name}":${deep}`);
        if (text !== sample) read(format, Buffer.from(`${text}\n`));
      }
    }
  });

  it('with a line of 100 MB: is passed over in little memory, and the next line counts', () => {
    const format = formats.find(({ tool }) => tool === 'claude-code') as LogFormat;
    const sample = samples.find((each) => each.format === format && each.line.includes('"usage"'))?.line ?? '';
    const file = path.join(folder, 'long.jsonl');
    writeFileSync(file, Buffer.concat([Buffer.alloc(100 << 20, 'x'), Buffer.from(`\n${sample}\n`)]));
    const before_ = process.memoryUsage().arrayBuffers;
    const ledger = new Ledger(format);
    let most = 0;
    let position: ReturnType<typeof readLog>['position'] | undefined;
    for (let isDone = false; !isDone;) {
      const outcome = readLog(file, {
        format,
        ledger,
        ...(position && { from: position }),
        limits: { budget: 8 << 20 },
      });
      ({ position, done: isDone } = outcome);
      most = Math.max(most, process.memoryUsage().arrayBuffers - before_);
    }
    assert.ok(most < 120e6, `${Math.round(most / 1e6)} MB`);
    const { totals, reconciliation } = summarizeTool(ledger);
    assert.deepEqual([totals.calls, reconciliation.problems.get('line-too-long')], [1, 1]);
  });

  it('has the samples of every fixture', () => assert.ok(readdirSync(fixtures).length <= new Set(samples).size));
});
