import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { limits } from '../../../src/core/base/limits.ts';
import type { PlanDraft, PlanInputs } from '../../../src/core/insights/planInputs.ts';
import { clampPlan, tasksAtMost } from '../../../src/ai/clamp.ts';
import { knownEvidence } from '../../../src/ai/evidence.ts';
import { planByRules } from '../../../src/ai/rules/planner.ts';
import { anyDraft, anyInputs, branch, brokenFile, evidence, inputs, nothing, t } from './inputs.ts';

type Task = PlanDraft['tasks'][number];

function task(minutes: number, changes: Partial<Task> = {}): Task {
  return { title: `Task of ${minutes}`, priority: 'medium', minutes, evidence: evidence('capacity'), ...changes };
}

function clamp(tasks: Task[], more: Partial<PlanDraft> = {}, given: PlanInputs = nothing) {
  return clampPlan({ tasks, ...more }, given, t);
}

function minutesOf({ draft }: ReturnType<typeof clamp>): number[] {
  return draft.tasks.map(({ minutes }) => minutes);
}

/** Checks the conditions that a plan must satisfy, whoever made the draft. */
function assertFits(draft: PlanDraft, given: PlanInputs): void {
  const known = knownEvidence(given, t);
  const minutes = draft.tasks.reduce((sum, one) => sum + one.minutes, draft.learning?.minutes ?? 0);
  assert.ok(minutes <= Math.max(0, given.capacityMinutes), `${minutes} of ${given.capacityMinutes}`);
  assert.ok(draft.tasks.length <= tasksAtMost);
  const items = [
    ...draft.tasks,
    ...(draft.learning ? [draft.learning] : []),
    ...(draft.reflection ? [draft.reflection] : []),
  ];
  for (const item of items) {
    assert.ok(item.evidence.length > 0);
    for (const one of item.evidence) assert.deepEqual(known.get(one.id), one);
    const text = 'title' in item ? item.title : item.question;
    assert.ok(text.length > 0 && text.length <= limits.titleLength && !/[\n\r\t]/.test(text));
    if ('minutes' in item)
      assert.ok(Number.isInteger(item.minutes) && item.minutes >= 5 && item.minutes <= limits.taskMinutes);
  }
}

describe('laws of the clamp', () => {
  it("any draft fits the day, and cites only what exists, in the measurement's own words", () => {
    fc.assert(
      fc.property(anyDraft, anyInputs, (draft, given) => assertFits(clampPlan(draft, given, t).draft, given)),
      { seed: 20_261_121 },
    );
  });

  it('the plan of the built-in rules fits the day, and nothing of it is dropped for want of evidence', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        const { draft, ungrounded } = clampPlan(planByRules(given, t), given, t);
        assertFits(draft, given);
        const blank = (list: readonly { readonly title: string }[]) =>
          list.filter(({ title }) => title.trim() === '').length;
        assert.ok(ungrounded <= blank(given.unfinished), `${ungrounded} dropped`);
      }),
      { seed: 20_261_121 },
    );
  });

  it('clamping twice changes nothing', () => {
    fc.assert(
      fc.property(anyDraft, anyInputs, (draft, given) => {
        const once = clampPlan(draft, given, t).draft;
        assert.deepEqual(clampPlan(once, given, t), { draft: once, ungrounded: 0, leftOver: 0 });
      }),
      { seed: 20_261_121 },
    );
  });
});

describe('the clamp', () => {
  it('keeps tasks by priority until the day is full, and shortens the last one', () => {
    const clamped = clamp([task(200, { priority: 'low' }), task(200), task(100, { priority: 'high' })]);
    assert.deepEqual(minutesOf(clamped), [100, 200, 60]);
    assert.equal(clamped.leftOver, 0);
  });

  it('leaves out what is left too little time for, and takes a shorter one instead', () => {
    const clamped = clamp([task(350), task(60), task(10)]);
    assert.deepEqual(minutesOf(clamped), [350, 10]);
    assert.equal(clamped.leftOver, 1);
  });

  it('drops what cites nothing known, and counts it', () => {
    const clamped = clamp([task(30), task(40, { evidence: evidence('invented') }), task(50, { evidence: [] })], {
      learning: { title: 'Learn', minutes: 20, evidence: evidence('invented') },
      reflection: { question: 'Why?', evidence: [] },
    });
    assert.deepEqual(minutesOf(clamped), [30]);
    assert.deepEqual([clamped.ungrounded, clamped.draft.learning, clamped.draft.reflection], [4, undefined, undefined]);
  });

  it('says evidence in the words of the measurement', () => {
    const [kept] = clamp([task(30, { evidence: [{ id: 'capacity', text: 'You have all day' }] })]).draft.tasks;
    assert.deepEqual(kept?.evidence, nothing.capacityEvidence);
  });

  it('cites five sources at most, each once', () => {
    const files = [1, 2, 3, 4, 5, 6, 7].map((i) => ({ ...brokenFile, evidence: evidence(`file:${i}`) }));
    const all = files.flatMap((file) => file.evidence);
    const [kept] = clamp([task(30, { evidence: [...all, ...all] })], {}, inputs({ brokenFiles: files })).draft.tasks;
    assert.deepEqual(kept?.evidence, all.slice(0, 5));
  });

  it('lets nobody say that nothing is measured when something is', () => {
    const excuse = [task(30, { evidence: evidence('none:work') })];
    assert.equal(clamp(excuse).ungrounded, 0);
    assert.equal(clamp(excuse, {}, inputs({ branches: [branch] })).ungrounded, 1);
  });

  it('bounds titles, minutes and learning', () => {
    const clamped = clamp(
      [task(Number.NaN), task(-5), task(99_999), task(30, { title: `a\n\u0000\u202Eb ${'x'.repeat(500)}` })],
      {
        learning: { title: 'Learn', minutes: 500, evidence: evidence('capacity') },
      },
    );
    assert.deepEqual(minutesOf(clamped), [5, 5, 290]);
    assert.equal(clamped.draft.learning?.minutes, 60);
    const [long] = clamp([task(30, { title: `a\n\u0000\u202Eb ${'x'.repeat(500)}` })]).draft.tasks;
    assert.equal(long?.title.length, limits.titleLength);
    assert.ok(long?.title.startsWith('a b x'));
  });

  it('cuts a title only where it is longer than one may be, at a word', () => {
    const titleOf = (title: string) => clamp([task(30, { title })]).draft.tasks[0]?.title;
    const [whole, long] = ['x'.repeat(limits.titleLength), 'x'.repeat(limits.titleLength + 1)];
    assert.deepEqual([titleOf(` ${whole}\n`), titleOf(long)], [whole, `${whole.slice(1)}…`]);
    assert.equal(titleOf(`${'x'.repeat(limits.titleLength - 2)} yy`), `${'x'.repeat(limits.titleLength - 2)}…`);
  });

  it('begins a task of which a quarter of an hour is left, and learns for a quarter of a short day', () => {
    assert.deepEqual(
      [minutesOf(clamp([task(345), task(60)])), minutesOf(clamp([task(346), task(60)]))],
      [[345, 15], [346]],
    );
    const learnt = (capacityMinutes: number, minutes = 60) =>
      clamp(
        [],
        { learning: { title: ' Learn ', minutes, evidence: evidence('capacity') } },
        inputs({ capacityMinutes }),
      ).draft.learning;
    assert.deepEqual(
      [100, 20, 19, 400].map((capacity) => learnt(capacity)?.minutes),
      [25, 5, undefined, 60],
    );
    assert.deepEqual([learnt(100, 4)?.minutes, learnt(100, 12.4)?.minutes, learnt(100)?.title], [5, 12, 'Learn']);
  });

  it('sorts by priority, and keeps the order of tasks of the same one', () => {
    const sorted = clamp(
      (['low', 'medium', 'high', 'low', 'medium', 'high'] as const).map((priority, at) => task(10 + at, { priority })),
    );
    assert.deepEqual(minutesOf(sorted), [12, 15, 11, 14, 10, 13]);
  });

  it('counts a learning goal and a question of nothing as left out, and nothing else', () => {
    const learning = { title: 'Learn', minutes: 20, evidence: evidence('capacity') };
    const reflection = { question: 'Why?', evidence: evidence('capacity') };
    const ungrounded = (more: Partial<PlanDraft>) => clamp([], more).ungrounded;
    assert.deepEqual(
      [
        {},
        { learning, reflection },
        { learning: { ...learning, evidence: [] } },
        { reflection: { ...reflection, question: ' ' } },
      ].map(ungrounded),
      [0, 0, 1, 1],
    );
  });

  it('plans nothing into a day without time', () => {
    const none = clamp(
      [task(30)],
      { learning: { title: 'Learn', minutes: 5, evidence: evidence('capacity') } },
      inputs({ capacityMinutes: 0 }),
    );
    assert.deepEqual([none.draft.tasks, none.draft.learning, none.leftOver], [[], undefined, 1]);
  });
});
