import assert from 'node:assert/strict';
import { timelineOf } from '../../../src/analytics/timeline.ts';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { rows, span } from './given.ts';

const outside = { source: 'hub' } as const;

function visit(from: number, to: number, file = 'docs.example'): SpanFact {
  return span(from, to, { ...outside, kind: 'learning', scheme: 'web', file });
}

function firefox(from: number, to: number): SpanFact {
  return span(from, to, { ...outside, kind: 'browsing', scheme: 'app', file: 'firefox' });
}

const shownOf = (...spans: SpanFact[]) => {
  const shown = timelineOf(rows({ spans }), defaultTimeRules).map(({ kind, file, start, end }) => ({
    kind,
    file,
    minutes: (end - start) / 60_000,
  }));
  const minutes: Record<string, number> = {};
  for (const one of shown) minutes[`${one.kind} ${one.file}`] = (minutes[`${one.kind} ${one.file}`] ?? 0) + one.minutes;
  return minutes;
};

describe("the time in a browser's window", () => {
  it('belongs to the page in it, even if the watcher of windows saw the window later', () => {
    assert.deepEqual(shownOf(visit(0, 30), firefox(10, 40)), { 'learning docs.example': 30, 'browsing firefox': 10 });
  });

  it('belongs to the page that was seen before and after', () => {
    assert.deepEqual(shownOf(firefox(0, 30), visit(0, 10), visit(13, 30)), { 'learning docs.example': 30 });
  });

  it('belongs to the page before it as long as a pause is that only the companion ends', () => {
    const minutesOf = (until: number) => shownOf(firefox(0, 30), visit(0, 10), visit(until, 30, 'news.example'));
    assert.deepEqual(minutesOf(13), { 'learning docs.example': 13, 'learning news.example': 17 });
    assert.deepEqual(minutesOf(14), {
      'learning docs.example': 10,
      'browsing firefox': 4,
      'learning news.example': 16,
    });
  });

  it('belongs to no page where time is missing between', () => {
    assert.equal(shownOf(visit(0, 10), firefox(13, 16), visit(16, 30))['browsing firefox'], 3);
  });
});
