import assert from 'node:assert/strict';
import { sessionItems } from '../../../src/analytics/sessionItems.ts';
import { timelineOf } from '../../../src/analytics/timeline.ts';
import { context, diagnostic, rows, span } from './given.ts';

describe('sessions of work in the feed', () => {
  it('each have the lines and errors of their own time, also of the same project', () => {
    const typed = (added: number, removed: number) => ({ edits: { typed: { edits: 1, added, removed } } });
    const given = rows({
      spans: [
        span(0, 10, typed(1, 2)),
        span(60, 70, { ...typed(10, 20), file: 'b.ts' }),
        span(120, 130, typed(100, 200)),
        span(60, 70, { ...typed(1000, 0), project: '/home/me/other', signals: 0 }),
      ],
      diagnostics: [
        diagnostic(5, 65),
        diagnostic(65, undefined),
        diagnostic(66, 125, { severity: 'warning' }),
        diagnostic(30, 69),
      ],
    });
    const now = context();
    const nameOf = (project: string): string => project.split('/').at(-1) ?? '';
    const items = sessionItems({ rows: given, segments: timelineOf(given, now.rules), nameOf }, now);
    assert.deepEqual(
      items.map(({ title, detail, errors, durationMs }) => [title, detail, errors, (durationMs ?? 0) / 60_000]),
      [
        ['Coding in shop', '1 file · +1 −2', 1, 10],
        ['Coding in shop', '1 file · +10 −20 · 2 errors fixed', 1, 10],
        ['Coding in shop', '1 file · +100 −200', 0, 10],
      ],
    );
  });
});
