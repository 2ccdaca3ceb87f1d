import assert from 'node:assert/strict';
import { sessionItems } from '../../../src/analytics/sessionItems.ts';
import { sessionsOf } from '../../../src/analytics/sessions.ts';
import { timelineOf } from '../../../src/analytics/timeline.ts';
import { at, context, diagnostic, rows, span } from './given.ts';

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
    const items = sessionItems(
      { rows: given, sessions: sessionsOf(timelineOf(given, now.rules), now.rules.idleLimitMs), nameOf },
      now,
    );
    assert.deepEqual(
      items.map(({ title, detail, errors, durationMs }) => [title, detail, errors, (durationMs ?? 0) / 60_000]),
      [
        ['Coding in shop', '1 file · +1 −2', 1, 10],
        ['Coding in shop', '1 file · +10 −20 · 2 errors fixed', 1, 10],
        ['Coding in shop', '1 file · +100 −200', 0, 10],
      ],
    );
  });

  it('are shown from a minute on, and shorter ones for five', () => {
    const shown = (length: number, minutesLater: number) => {
      const given = rows({ spans: [span(0, length)] });
      const now = context({ now: at(length + minutesLater) });
      return sessionItems(
        { rows: given, sessions: sessionsOf(timelineOf(given, now.rules), now.rules.idleLimitMs), nameOf: String },
        now,
      ).length;
    };
    assert.deepEqual([shown(1, 60), shown(0.9, 60), shown(0.9, 5), shown(0.9, 5.1)], [1, 0, 1, 0]);
  });

  it('say what is known: the project, its files, lines, and errors that were fixed', () => {
    const now = context();
    const told = (changes: object, fixed: number[] = []) => {
      const { project: _, file: __, ...bare } = span(0, 10);
      const diagnostics = fixed.map((minute) => diagnostic(-5, minute, changes));
      const given = rows({ spans: [{ ...bare, ...changes }], diagnostics });
      const [item] = sessionItems(
        { rows: given, sessions: sessionsOf(timelineOf(given, now.rules), now.rules.idleLimitMs), nameOf: String },
        now,
      );
      return [item?.title, item?.project, item?.detail];
    };
    assert.deepEqual(told({}), ['Coding', undefined, undefined]);
    assert.deepEqual(told({ project: '/p', file: 'a' }), ['Coding in /p', '/p', '1 file']);
    assert.deepEqual(told({ edits: { typed: { edits: 3, added: 0, removed: 0 } } }), ['Coding', undefined, undefined]);
    assert.deepEqual(told({ edits: { typed: { edits: 1, added: 1, removed: 0 } } })[2], '+1 −0');
    assert.deepEqual(told({ edits: { typed: { edits: 1, added: 0, removed: 1 } } })[2], '+0 −1');
    assert.deepEqual(told({ project: '/p' }, [0, 10, 10.1, -1])[2], '2 errors fixed');
    assert.deepEqual(told({ project: '/p' }, [10])[2], '1 error fixed');
  });
});
