import assert from 'node:assert/strict';
import { heartbeatId, hubFactId } from '../../../src/tracking/heartbeats/heartbeatId.ts';
import { Presence } from '../../../src/tracking/heartbeats/presence.ts';
import { watchedSpan } from '../../../src/tracking/heartbeats/watchedSpan.ts';
import { matchProblems } from '../../../src/tracking/problemMatching.ts';
import { provenanceOf, type TextChange } from '../../../src/tracking/provenance.ts';
import type { Problem } from '../../../src/core/facts/signal.ts';

describe('the id of what another program sent', () => {
  const beat = { at: Date.UTC(2026, 2, 2, 9), app: 'vim', machine: 'desk', entity: '/a.ts' };

  it('stays the same from version to version, so that what is sent again is known', () => {
    // FNV-1a of the machine and of what it is, by another program.
    assert.equal(hubFactId(beat, 'x'), 'hub-vim-12kjuew-2026-03-02:32400000442695');
  });

  it('is another one for another place, instant, program, or machine', () => {
    const span = { kind: 'coding', signals: 1, project: '/p', file: 'a.ts', language: 'go', branch: 'main' } as never;
    const id = heartbeatId(beat, span);
    assert.equal(heartbeatId({ ...beat }, { ...(span as object) } as never), id);
    for (const change of [{ at: beat.at + 1 }, { app: 'emacs' }, { machine: 'laptop' }, { entity: '/b.ts' }])
      assert.notEqual(heartbeatId({ ...beat, ...change }, span), id, JSON.stringify(change));
    for (const change of [
      { kind: 'reading' },
      { signals: 0 },
      { project: '/q' },
      { file: 'b' },
      { language: 'c' },
      { branch: 'x' },
    ])
      assert.notEqual(heartbeatId(beat, { ...(span as object), ...change } as never), id, JSON.stringify(change));
  });
});

describe('problems that are reported again', () => {
  const problem = (line: number, message = 'No', changes: Partial<Problem> = {}) =>
    ({ line, message, severity: 'error', ...changes }) as Problem;
  const match = (known: Problem[], now: Problem[]) => [...matchProblems(known, now)];
  const at = (...lines: number[]) => lines.map((line) => problem(line));

  it('are the ones on the same line, then the nearest, each once and in order', () => {
    assert.deepEqual(match(at(5, 9), at(9, 5)), [1, 0]);
    assert.deepEqual(match(at(5, 5), at(5, 5)), [0, 1]);
    assert.deepEqual(match(at(5), at(5, 5)), [0, -1]);
    assert.deepEqual(match(at(1, 5, 9), at(5)), [1]);
    assert.deepEqual(match(at(1, 5, 9), at(8)), [2]);
    assert.deepEqual(match(at(1, 5, 9), at(2, 6)), [0, 1]);
    assert.deepEqual(match(at(1, 9), at(5, 9, 20)), [0, 1, -1]);
    assert.deepEqual(match(at(10), at(1, 9, 30)), [-1, 0, -1]);
    assert.deepEqual(match([], at(1)), [-1]);
  });

  it('have the same reporter, code, and message', () => {
    for (const change of [{ reporter: 'ts' }, { code: '7' }, { message: 'Other' }])
      assert.deepEqual(match(at(5), [problem(5, 'No', change)]), [-1], JSON.stringify(change));
  });
});

describe('a change at the caret', () => {
  const at = (text: string, from: number, to: number): string => {
    const range = { start: { line: 5, character: from }, end: { line: 5, character: to } };
    const change = { range, rangeLength: to - from, text } as TextChange;
    const caret = { line: 5, character: to, sinceTypedMs: 1_000, sinceCompletedMs: Infinity };
    return provenanceOf({
      changes: [change],
      dirty: true,
      saving: false,
      visible: true,
      active: true,
      caret: () => caret,
    });
  };

  it('is of an input method with up to 32 characters', () => {
    assert.deepEqual([at('字'.repeat(32), 40, 40), at('字'.repeat(33), 40, 40)], ['typed', 'completed']);
    assert.deepEqual([at('x'.repeat(32), 8, 39), at('x'.repeat(33), 8, 40)], ['typed', 'unknown']);
    assert.deepEqual([at('abc', 4, 6), at('abcd', 4, 6), at('ab', 2, 6)], ['typed', 'completed', 'unknown']);
  });

  it('is no suggestion where it is spacing alone', () => {
    assert.equal(at('\n\n\n      \n', 4, 4), 'unknown');
    assert.equal(at('\n\n\n  x   \n', 4, 4), 'completed');
  });
});

describe('a page that a watcher reports', () => {
  it('counts in any browser where its own is unknown, and in its own where that is known', () => {
    const seconds = (browser: string | undefined, application: string) => {
      const presence = new Presence('desk');
      presence.here({ start: 0, end: 10_000 } as never);
      presence.application({ start: 0, end: 10_000, name: application });
      const page = { start: 2000, end: 8000, name: 'https://a.example', ...(browser !== undefined && { browser }) };
      return presence
        .page(page)
        .filter(({ scheme }) => scheme === 'web')
        .map(({ start, end }) => end - start);
    };
    assert.deepEqual([seconds(undefined, 'Firefox'), seconds(undefined, 'Figma')], [[6000], []]);
    assert.deepEqual([seconds('firefox', 'Firefox'), seconds('chrome', 'Firefox')], [[6000], []]);
  });

  it('has a host of 253 characters at most', () => {
    const of = (length: number) => {
      const host = `${'a.'.repeat(140)}test`.slice(-length);
      const one = { scheme: 'web', start: 0, end: 10, machine: 'desk', name: `https://${host}/x` } as const;
      const span = watchedSpan(one, { offset: 60, judge: () => 'open' });
      return typeof span === 'string' ? span : span.file?.length;
    };
    assert.deepEqual([of(252), of(253), of(254)], [252, 253, 'no-page']);
  });
});
