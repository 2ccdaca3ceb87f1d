import assert from 'node:assert/strict';
import type { Outgoing } from '../../../../src/ai/outgoing.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import type { Digest } from '../../../../src/core/insights/digest.ts';
import type { Bottleneck } from '../../../../src/core/insights/insights.ts';
import { planLines, todayLines, weekLines, whyLines } from '../../../../src/extension/chat/answerLines.ts';

/** A policy that hides what begins with `secret`, and marks what it lets through. */
const outgoing = (isSecretive = false) =>
  ({
    isSecretive,
    name: (_: string, text: string) => (text.startsWith('secret') ? undefined : `<${text}>`),
    fact: ({ text }: { readonly text: string }) => `fact ${text}`,
    sentence: (text: string) => `sentence ${text}`,
    learn: () => undefined,
  }) as unknown as Outgoing;
const context = { outgoing: outgoing(), t: translator() };
const fact = (id: string, topic: string) => ({ id, topic, text: id });
const digest = (...facts: object[]) => ({ facts }) as unknown as Digest;

describe('the lines of an answer in the chat', () => {
  it('say how today went, with five projects at most', () => {
    const today = (change: object = {}) =>
      ({
        day: '2026-03-02',
        minutes: 90,
        goalMinutes: 360,
        score: { value: 71 },
        byProject: [],
        ...change,
      }) as unknown as Parameters<typeof todayLines>[0];
    const lines = (change: object = {}) => todayLines(today(change), context).map(({ text }) => text);
    assert.deepEqual(todayLines(today(), context), [
      { text: '1h 30m of work today, of a goal of 6h', evidence: ['day:2026-03-02'] },
      { text: 'Score: 71 of 100', evidence: ['day:2026-03-02'] },
    ]);
    assert.deepEqual(lines({ goalMinutes: 0, score: { value: null } }), ['1h 30m of work today, a day without a goal']);
    assert.deepEqual(lines({ score: { value: 0 } }).at(-1), 'Score: 0 of 100');
    const byProject = ['a', 'secret', 'c', 'd', 'e', 'f'].map((name) => ({ name, minutes: 60 }));
    assert.deepEqual(lines({ byProject }).slice(2), ['<a>: 1h', '<c>: 1h', '<d>: 1h', '<e>: 1h']);
  });

  it('say what the week was like, by its facts', () => {
    const topics = ['week', 'total', 'focus', 'switching', 'plan', 'estimate', 'project'];
    assert.deepEqual(
      weekLines(digest(...topics.map((topic) => fact(topic, topic)), fact('x', 'language')), context),
      topics.map((topic) => ({ text: `fact ${topic}`, evidence: [topic] })),
    );
    assert.deepEqual(weekLines(digest(fact('x', 'language')), context), [
      { text: 'Nothing is measured yet.', evidence: [] },
    ]);
  });

  it('say what slows somebody down, each with its evidence', () => {
    const found = (change: object = {}) =>
      [
        {
          description: 'Slow tests',
          frequency: '3 a day',
          evidence: [
            { id: 'a', text: 'old a' },
            { id: 'b', text: 'old b' },
          ],
          flagged: [],
          ...change,
        },
      ] as unknown as Bottleneck[];
    assert.deepEqual(whyLines([], digest(), context), [{ text: 'Nothing measured slows you down.', evidence: [] }]);
    assert.deepEqual(whyLines(found(), digest(fact('a', 'run')), context), [
      { text: 'sentence Slow tests (3 a day)', evidence: ['a', 'b'] },
      { text: 'Evidence: fact a', evidence: ['a'] },
      { text: 'Evidence: sentence old b', evidence: ['b'] },
    ]);
    const secretive = { ...context, outgoing: outgoing(true) };
    assert.equal(whyLines(found(), digest(fact('a', 'run')), secretive).length, 2, 'old words may hold names');
    assert.equal(
      whyLines(found({ flagged: ['47 times', 'x'] }), digest(), context)[0]?.text,
      'sentence Slow tests – not measured: 47 times, x',
    );
  });

  it('say what is planned, and what there is to learn and to think about', () => {
    const task = { title: 'Fix it', minutes: 45, priority: 'high', done: false, evidence: [{ id: 'e' }] };
    const plan = { day: '2026-03-02', tasks: [task, { ...task, title: 'secret', done: true }] };
    const lines = (of: object) => planLines(of as Parameters<typeof planLines>[0], context);
    assert.deepEqual(lines({ plan: null, day: '2026-03-02' }), [
      { text: 'There is no plan for 2026-03-02.', evidence: [] },
    ]);
    assert.deepEqual(lines(plan), [
      { text: '☐ <Fix it> · 45m · high', evidence: ['e'] },
      { text: '☑ A task · 45m · high', evidence: ['e'] },
    ]);
    const more = {
      ...plan,
      tasks: [],
      learning: { title: 'SQL', evidence: [{ id: 'l' }] },
      reflection: { question: 'Why?' },
    };
    assert.deepEqual(lines(more), [
      { text: 'Learning: sentence SQL', evidence: ['l'] },
      { text: 'Reflection: sentence Why?', evidence: [] },
    ]);
  });
});
