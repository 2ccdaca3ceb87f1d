import assert from 'node:assert/strict';
import { stretchesWithChats } from '../../../src/analytics/categories.ts';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import type { Reading } from '../../../src/core/operations/reading.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { context, day, span } from './given.ts';

/** Stretch that another program saw in front. */
function seen([from, to]: readonly [number, number], scheme: 'web' | 'app', file: string): SpanFact {
  const { project: _, language: __, branch: ___, ...bare } = span(from, to, { source: 'hub', scheme, file });
  return { ...bare, kind: 'meeting' };
}

describe('a chat', () => {
  it('is a page or an application for messages, and nothing that is for calls only', () => {
    const places = [
      seen([0, 5], 'web', 'app.slack.com/client'),
      seen([5, 10], 'app', 'Slack'),
      seen([10, 15], 'web', 'mail.google.com/mail'),
      seen([15, 20], 'web', 'meet.google.com/abc'),
      seen([20, 25], 'app', 'zoom.us'),
      { ...seen([25, 30], 'web', 'docs.python.org/3'), kind: 'learning' as const },
    ];
    const reader = new MemoryReader([...places, span(30, 40)]);
    const read = { ...context(), reader } as unknown as Reading;
    const stretches = stretchesWithChats(read, day, day).get(day) ?? [];
    assert.deepEqual(
      stretches.map(({ file, isChat }) => [file, isChat]),
      [
        ['app.slack.com/client', true],
        ['Slack', true],
        ['mail.google.com/mail', true],
        ['meet.google.com/abc', false],
        ['zoom.us', false],
        ['docs.python.org/3', false],
        ['a.ts', false],
      ],
    );
  });
});
