import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { hashLine } from '../../../src/agents/attribution/lines.ts';
import { findLogs } from '../../../src/agents/findLogs.ts';
import { Ledger } from '../../../src/agents/ledger.ts';
import { LogIndex } from '../../../src/agents/logIndex.ts';
import { claudeCode } from '../../../src/agents/readers/claudeCode.ts';
import { codex } from '../../../src/agents/readers/codex.ts';
import { readLog, type LogPosition } from '../../../src/agents/readLog.ts';
import { summarizeTool } from '../../../src/agents/summary.ts';
import type { AgentTool } from '../../../src/agents/tools.ts';
import { totalOf, type UsageEntry } from '../../../src/agents/usage.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/agents');

/** Returns the parts that must not depend on order: everything except how much was read. */
function outcome(ledger: Ledger) {
  const { totals, sessions, turns, toolCalls } = summarizeTool(ledger);
  const entries = ledger
    .entries()
    .map((entry) => JSON.stringify(entry))
    .sort();
  return { totals: { ...totals, costUsd: totals.costUsd.toFixed(9) }, sessions, turns, toolCalls, entries };
}

const sources: readonly (readonly [string, AgentTool])[] = [
  ['claude-code-2.1.197', 'claude-code'],
  ['claude-code-2.1.30', 'claude-code'],
  ['claude-code-2.1.332', 'claude-code'],
  ['codex-0.171', 'codex'],
  ['codex-0.98', 'codex'],
  ['copilot-cli', 'copilot-cli'],
  ['gemini', 'gemini'],
];

describe('counting each call once', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-agents-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives the same whatever the order of files, wherever a read stops, and after restarts', () => {
    for (const [name, tool] of sources) {
      const logs = findLogs(path.join(fixtures, name), tool);
      const whole = new LogIndex();
      whole.update(logs);
      const [ledger] = whole.ledgers;
      assert.ok(ledger);
      const expected = outcome(ledger);
      const steps = fc.array(fc.tuple(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
        maxLength: 30,
      });
      fc.assert(
        fc.property(steps, (plan) => {
          const copies = logs.map(({ path: file, format }, index) => {
            const copy = path.join(folder, `${index}`, path.relative(fixtures, file));
            cpSync(file, copy);
            return { copy, format, bytes: readFileSync(file), known: undefined as LogPosition | undefined };
          });
          const again = new Ledger(copies[0]?.format ?? claudeCode);
          const take = (one: (typeof copies)[number], upTo: number, forgets: boolean): void => {
            // Documents are replaced as a whole, so a part of one is never there.
            writeFileSync(one.copy, one.format.shape === 'lines' ? one.bytes.subarray(0, upTo) : one.bytes);
            const from = forgets ? undefined : one.known && (JSON.parse(JSON.stringify(one.known)) as LogPosition);
            one.known = readLog(one.copy, { format: one.format, ledger: again, ...(from && { from }) }).position;
          };
          for (const [which, share, forgets] of plan) {
            const one = copies[which % copies.length];
            if (one) take(one, Math.floor(one.bytes.length * share), forgets);
          }
          for (const one of copies) take(one, one.bytes.length, false);
          assert.deepEqual(outcome(again), expected);
        }),
        { numRuns: 6 },
      );
    }
  });

  it('never counts more than the sum of what was read, and counts a copy never', () => {
    const entry = fc.record({
      key: fc.constantFrom('m1 r1', 'm1 r2', 'm1 ', 'm2 r1', 'm3 r3'),
      session: fc.constantFrom('s1', 's2'),
      at: fc.constantFrom(1, 2, 3),
      output: fc.nat(100),
      input: fc.nat(100),
      weak: fc.boolean(),
    });
    const made = fc.array(entry, { maxLength: 40 }).map((list) =>
      list.map(({ key, session, at, output, input, weak }): UsageEntry => ({
        key,
        group: key.split(' ')[0] ?? '',
        session,
        at,
        model: 'claude-opus-5',
        project: '/work/shop',
        ...(weak && { weak }),
        tokens: { input, output, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 },
      })),
    );
    const sum = (entries: readonly UsageEntry[]) => entries.reduce((total, { tokens }) => total + totalOf(tokens), 0);
    fc.assert(
      fc.property(made, fc.func(fc.integer()), (entries, rank) => {
        const [ordered, shuffled] = [new Ledger(claudeCode), new Ledger(claudeCode)];
        for (const one of entries) ordered.usage(one);
        for (const one of entries.toSorted((a, b) => rank(a) - rank(b))) shuffled.usage(one);
        for (const one of entries) shuffled.usage(one);
        assert.deepEqual(outcome(shuffled), outcome(ordered));
        assert.ok(sum(ordered.entries()) <= sum(entries));
        const { entriesRead, entriesUsed, duplicates } = ordered.reconcile(ordered.entries().length);
        assert.equal(entriesUsed + duplicates, entriesRead);
      }),
    );
  });

  it('leaves excluded projects out', () => {
    const index = new LogIndex((project) => project === '/work/shop');
    index.update(findLogs(path.join(fixtures, 'claude-code-2.1.197'), 'claude-code'));
    const [ledger] = index.ledgers;
    assert.ok(ledger);
    const { totals, turns, sessions, toolCalls, reconciliation } = summarizeTool(ledger);
    assert.deepEqual([totals.calls, turns, sessions, toolCalls, reconciliation.excluded], [0, 0, 0, 0, 22]);
  });
});

describe('reading a log', () => {
  let file = '';
  const line = (id: string, output: number, extra: object = {}) =>
    `${JSON.stringify({ type: 'assistant', sessionId: 's', cwd: '/w', uuid: id, timestamp: '2026-05-04T10:00:00Z', requestId: `r${id}`, message: { id, model: 'claude-opus-5', usage: { input_tokens: 1, output_tokens: output } }, ...extra })}\n`;
  const outputs = (ledger: Ledger) =>
    ledger
      .entries()
      .map(({ tokens }) => tokens.output)
      .sort((a, b) => a - b);
  beforeEach(() => {
    file = path.join(mkdtempSync(path.join(tmpdir(), 'daymark-agents-')), 'a.jsonl');
  });
  afterEach(() => rmSync(path.dirname(file), { recursive: true, force: true }));

  it('takes up where it stopped, waits for the end of a line, and starts again where the file was cut or rewritten', () => {
    const ledger = new Ledger(claudeCode);
    const read = (from?: LogPosition) => readLog(file, { format: claudeCode, ledger, ...(from && { from }) });
    const second = line('b', 2);
    writeFileSync(file, line('a', 1) + second.slice(0, 40));
    const first = read();
    assert.deepEqual(outputs(ledger), [1]);
    assert.equal(first.position.offset, line('a', 1).length);
    appendFileSync(file, second.slice(40));
    const next = read(first.position);
    assert.deepEqual([outputs(ledger), next.bytes], [[1, 2], second.length]);
    assert.equal(ledger.reconcile(2).problems.size, 0);
    writeFileSync(file, line('c', 3));
    const cut = read(next.position);
    assert.deepEqual(outputs(ledger), [1, 2, 3]);
    // At least as long as before, so that neither the size nor the inode shows it.
    writeFileSync(file, line('d', 4) + line('e', 5));
    read(cut.position);
    assert.deepEqual(outputs(ledger), [1, 2, 3, 4, 5]);
  });

  it('reads a complete last line that has no end, CRLF, and a byte order mark', () => {
    const ledger = new Ledger(claudeCode);
    writeFileSync(file, `\uFEFF${line('a', 1).trimEnd()}\r\n\r\n${line('b', 2).trimEnd()}`);
    const { position } = readLog(file, { format: claudeCode, ledger });
    appendFileSync(file, `\n${line('c', 3)}`);
    readLog(file, { format: claudeCode, ledger, from: position });
    assert.deepEqual(
      [outputs(ledger), ledger.reconcile(3).problems.size, ledger.reconcile(3).lines],
      [[1, 2, 3], 0, 3],
    );
  });

  it('passes over lines that are too long or no JSON, says so, and counts the rest', () => {
    const ledger = new Ledger(claudeCode);
    const long = line('x', 9, { filler: '…'.repeat(900_000) });
    writeFileSync(file, `${line('a', 1)}${long}{"usage" broken\n${line('b', 2)}`);
    readLog(file, { format: claudeCode, ledger, limits: { longestLine: 1 << 20 } });
    assert.deepEqual(outputs(ledger), [1, 2]);
    assert.deepEqual(Object.fromEntries(ledger.reconcile(2).problems), { 'line-too-long': 1, 'invalid-json': 1 });
    const patient = new Ledger(claudeCode);
    let from: LogPosition | undefined;
    for (let done = false; !done;) {
      const step = readLog(file, { format: claudeCode, ledger: patient, ...(from && { from }), limits: { budget: 1 } });
      from = JSON.parse(JSON.stringify(step.position)) as LogPosition;
      done = step.done;
    }
    assert.deepEqual(outputs(patient), [1, 2, 9]);
  });

  it('reads the patch of an edit, whatever the file held before that it passes over', () => {
    const patch = (before: string, added: string) => ({
      type: 'user',
      message: { content: [{ type: 'tool_result', tool_use_id: 't', content: before }] },
      toolUseResult: {
        filePath: '/w/a',
        originalFile: before,
        structuredPatch: [{ lines: [`+${added}`, `-"originalFile":"`] }],
      },
    });
    const hostile = fc.array(fc.constantFrom('"', '\\', '\n', 'é', 'x', '"originalFile":"'), { maxLength: 12 });
    fc.assert(
      fc.property(hostile, hostile, (before, added) => {
        const ledger = new Ledger(claudeCode);
        writeFileSync(file, line('a', 1, patch(before.join(''), `1${added.join('').replaceAll('\n', ' ')}`)));
        readLog(file, { format: claudeCode, ledger });
        const [edit] = ledger.edits();
        assert.deepEqual(edit?.added, [hashLine(`1${added.join('')}`)]);
        assert.deepEqual(edit.removed, [hashLine('"originalFile":"')]);
        assert.equal(ledger.reconcile(0).problems.size, 0);
      }),
      { numRuns: 50 },
    );
  });

  it('survives any JSON', () => {
    for (const format of [claudeCode, codex]) {
      fc.assert(
        fc.property(
          fc.jsonValue(),
          fc.constantFrom('assistant', 'user', 'progress', 'event_msg', 'session_meta'),
          (value, type) => {
            const ledger = new Ledger(format);
            const state = format.begin('/x/a.jsonl') as never;
            for (const one of [
              value,
              { type, payload: value, message: value, data: value },
              { type, payload: { type: 'token_count', info: value }, message: { usage: value } },
            ])
              format.read(one, state, ledger);
            assert.ok(ledger.entries().length <= 3);
          },
        ),
      );
    }
  });
});
