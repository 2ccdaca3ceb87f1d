import assert from 'node:assert/strict';
import { durationOf } from '../../../src/analytics/segment.ts';
import { timelineOf } from '../../../src/analytics/timeline.ts';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { rows, span } from './given.ts';

const beat = (minute: number, changes: Partial<SpanFact> = {}): SpanFact =>
  span(minute, minute, { source: 'hub', scheme: 'vim', ...changes });
/** A window as ActivityWatch's watcher sees it. */
function shown(from: number, to: number, [file, kind]: readonly [string, SpanFact['kind']]): SpanFact {
  const { project: _, language: __, branch: ___, ...bare } = span(from, to, { source: 'hub', scheme: 'app', file });
  return { ...bare, kind };
}
const terminal = ['Alacritty', 'terminal'] as const;
const told = (...spans: SpanFact[]) => {
  const minutes: Record<string, number> = {};
  for (const { kind, project, file, start, end } of timelineOf(rows({ spans }), defaultTimeRules)) {
    const key = `${kind} ${project?.split('/').at(-1) ?? file}`;
    minutes[key] = (minutes[key] ?? 0) + (end - start) / 60_000;
  }
  return minutes;
};

describe('an editor in a terminal that a watcher of windows sees too', () => {
  it('owns the time between its heartbeats, with their project', () => {
    assert.deepEqual(told(shown(0, 20, terminal), beat(2), beat(4), beat(7.5), beat(9)), {
      'terminal Alacritty': 13,
      'coding shop': 7,
    });
  });

  it('owns none in a window that is of no editor', () => {
    assert.deepEqual(told(shown(0, 20, ['Zotero', 'other']), beat(2), beat(4)), { 'other Zotero': 20 });
  });

  it('owns none where it was silent for longer, or changed the project', () => {
    assert.deepEqual(told(shown(0, 20, terminal), beat(2), beat(6.1)), { 'terminal Alacritty': 20 });
    assert.deepEqual(told(shown(0, 20, terminal), beat(2), beat(4, { project: '/home/me/blog' })), {
      'terminal Alacritty': 20,
    });
  });

  it('leaves what came to the front in between its time', () => {
    const slack = shown(5, 7, ['Slack', 'meeting']);
    assert.deepEqual(told(shown(0, 5, terminal), slack, shown(7, 10, terminal), beat(4), beat(7.5)), {
      'terminal Alacritty': 7,
      'coding shop': 1,
      'meeting Slack': 2,
    });
  });

  it('gets no time that no window had, but that of the rule for pauses', () => {
    const spans = [beat(2), beat(4), beat(7.5), beat(30)];
    const without = timelineOf(rows({ spans }), defaultTimeRules);
    const other = shown(10, 20, ['Zotero', 'other']);
    assert.equal(
      durationOf(timelineOf(rows({ spans: [...spans, other] }), defaultTimeRules)),
      durationOf(without) + 10 * 60_000,
    );
  });
});
