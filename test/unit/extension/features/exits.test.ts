import assert from 'node:assert/strict';
import { analysisByRules, analysisQuestion } from '../../../../src/ai/analysis.ts';
import { Outgoing } from '../../../../src/ai/outgoing.ts';
import type { NameMode } from '../../../../src/ai/aliases.ts';
import { planQuestion } from '../../../../src/ai/planning.ts';
import { digestDays, readDigest } from '../../../../src/analytics/digest/digest.ts';
import { readDashboard } from '../../../../src/analytics/dashboardQueries.ts';
import { readPlanInputs } from '../../../../src/analytics/planInputs.ts';
import { getToday } from '../../../../src/analytics/todayQuery.ts';
import { defaultGoals, defaultTimeRules } from '../../../../src/core/rules/rules.ts';
import type { ListedTask } from '../../../../src/core/insights/planInputs.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import * as told from '../../../../src/extension/chat/answerLines.ts';
import { readingsOf } from '../../../../src/headless/answering.ts';
import { evidenceOfGoal } from '../../../../src/habits/goalEvidence.ts';
import { activityText } from '../../../../src/planning/activityText.ts';
import { getPlan } from '../../../../src/planning/planQueries.ts';
import { ExportAliases } from '../../../../src/storage/transfer/aliases.ts';
import { exportRange } from '../../../../src/storage/transfer/exportData.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { day, history, mark, plantedFacts } from '../../plantedHistory.ts';

const t = translator();
const always = { from: history.now - 100 * 86_400_000, to: history.now + 86_400_000 };

const reader = new MemoryReader([...plantedFacts]);
const store = Object.assign(reader, { refresh: () => false }) as unknown as Store;
const options = {
  now: history.now,
  offset: history.offset,
  rules: defaultTimeRules,
  goals: defaultGoals,
  planFor: 'today',
} as const;
const reading = readingsOf(store, t)(options);
const digest = readDigest(reader, digestDays, reading);
const dashboard = readDashboard.run(reading, {});
const today = getToday.run(reading, {});
const plan = getPlan.run(reading, { day: 'today' });
const clock = new FakeClock(history.now);

/** A goal on a project, as `goalTasks` puts it into a plan. */
const listedGoal: ListedTask = {
  title: `Work toward a goal: 2 h on ${mark} each day`,
  priority: 'medium',
  minutes: 45,
  project: `/home/${mark}`,
  evidence: [evidenceOfGoal('3f2a8c1d', 'A goal of yours, 2 h left')],
};

/** All that leaves for a model, by exit. */
function exits(isEnabled: boolean, names: NameMode): Record<string, string> {
  const outgoing = () => {
    const made = new Outgoing({ isEnabled, names });
    const projects = reader.spans(always).flatMap(({ project }) => project ?? []);
    for (const project of new Set(projects)) made.learn('project', project);
    made.learnFacts(digest.facts);
    return made;
  };
  const telling = () => ({ outgoing: outgoing(), t });
  const analysis = analysisByRules({ digest, clock, t });
  const inputs = { ...readPlanInputs(reader, day, reading), listed: [listedGoal] };
  const preferences = { workingHours: '', focusTime: '', learningInterests: [] };
  return {
    toolToday: JSON.stringify(outgoing().answer(today)),
    toolPlan: JSON.stringify(outgoing().answer(plan)),
    chatToday: JSON.stringify(told.todayLines(today, telling()).map(({ text }) => text)),
    chatWeek: JSON.stringify(told.weekLines(digest, telling()).map(({ text }) => text)),
    chatPlan: JSON.stringify(told.planLines(plan, telling()).map(({ text }) => text)),
    chatWhy: JSON.stringify(told.whyLines(analysis.bottlenecks, digest, telling()).map(({ text }) => text)),
    allFacts: JSON.stringify(digest.facts.map((fact) => outgoing().fact(fact))),
    anyAnswer: JSON.stringify(outgoing().answer({ dashboard, digest, plan, analysis, inputs })),
    ...(isEnabled && {
      analysis: JSON.stringify(
        analysisQuestion({ digest, previous: { ...analysis, provider: 'claude' }, clock, t }, names).ask,
      ),
      plan: JSON.stringify(planQuestion({ inputs, digest, analysis, preferences, t } as never, names).ask),
    }),
  };
}

describe('what leaves for a model', () => {
  const cases: [isEnabled: boolean, names: NameMode][] = [
    [true, 'none'],
    [true, 'aliased'],
    [false, 'none'],
    [false, 'aliased'],
    [false, 'real'],
  ];
  for (const [isEnabled, names] of cases)
    it(`has no name, at any exit, with AI ${isEnabled ? 'on' : 'off'} and names ${names}`, () => {
      for (const [exit, text] of Object.entries(exits(isEnabled, names))) {
        const at = text.toLowerCase().indexOf(mark);
        assert.equal(at, -1, `${exit}: …${text.slice(Math.max(0, at - 100), at + 60)}`);
        assert.ok(text.length > 20 && /\d/.test(text), `${exit} tells something: ${text}`);
      }
    });

  it('has names where the user says so, but no path of the machine, no page and nothing of GitHub', () => {
    for (const [exit, text] of Object.entries(exits(true, 'real'))) {
      assert.doesNotMatch(text, new RegExp(`/home/|https://${mark}|waits`), exit);
    }
    assert.match(exits(true, 'real')['toolToday'] ?? '', new RegExp(mark));
  });

  it('names the same by the same alias', () => {
    const { toolToday = '' } = exits(true, 'aliased');
    const all = new Set(toolToday.match(/project-\d+/g));
    const projects = new Set(reader.spans(always).flatMap(({ project }) => project ?? []));
    assert.ok(all.has('project-1') && all.size <= projects.size, [...all].join());
    assert.doesNotMatch(exits(true, 'none')['toolToday'] ?? '', /project-\d/);
  });

  it('keeps languages, reporters and codes that the public knows', () => {
    const outgoing = new Outgoing({ isEnabled: true, names: 'none' });
    const errors = [
      { language: 'typescript', reporter: 'ts', code: '2304' },
      { language: 'rust', reporter: 'rustc', code: 'E0308' },
      { language: 'javascript', reporter: 'eslint', code: 'no-unused-vars' },
      { language: 'javascript', reporter: 'eslint', code: '@typescript-eslint/no-explicit-any' },
    ];
    assert.deepEqual(outgoing.answer(errors), errors);
    const own = [
      { language: 'acme-dsl', reporter: 'acme-lint', code: '17' },
      { reporter: 'eslint', code: 'acme/no-foo' },
      { reporter: 'eslint', code: 'https://acme.example/rule' },
    ];
    assert.deepEqual(outgoing.answer(own), [{}, { reporter: 'eslint' }, { reporter: 'eslint' }]);
    const aliased = new Outgoing({ isEnabled: true, names: 'aliased' });
    assert.deepEqual(aliased.answer(own.slice(0, 1)), [
      { language: 'language-1', reporter: 'reporter-1', code: 'code-1' },
    ]);
  });

  it('has no property and no word that was not made for it', () => {
    const outgoing = new Outgoing({ isEnabled: true, names: 'aliased' });
    const answer = {
      note: mark,
      kind: 'coding',
      [mark]: 1,
      deep: [{ owner: mark, minutes: 5 }],
      at: '2026-11-20T09:00:00Z',
    };
    assert.deepEqual(outgoing.answer(answer), { kind: 'coding', deep: [{ minutes: 5 }], at: '2026-11-20T09:00:00Z' });
  });
});

describe('a sentence that leaves for a model', () => {
  it('has none of the names that only its own answer holds', () => {
    for (const names of ['none', 'aliased'] as const) {
      const outgoing = new Outgoing({ isEnabled: true, names });
      const answer = {
        tasks: [{ title: `Sell ${mark}`, branch: `${mark}/late` }],
        reason: `Sell ${mark} was left over on ${mark}/late.`,
      };
      const text = JSON.stringify(outgoing.answer(answer));
      assert.doesNotMatch(text, new RegExp(mark), names);
      assert.match(text, /was left over on/, names);
    }
  });
});

describe('an export with names numbered', () => {
  for (const format of ['jsonl', 'spans.csv', 'activities.csv'] as const)
    it(`has no name: ${format}`, () => {
      const text = exportRange(format, { reader, range: always }, new ExportAliases().rename);
      const at = text.indexOf(mark);
      assert.equal(at, -1, text.slice(Math.max(0, at - 200), at + 60));
    });
});

describe('the question before a tool writes', () => {
  it('shows all that will be written', () => {
    const start = Date.UTC(2026, 10, 20, 23, 45);
    const notes = `${'x'.repeat(3_990)}\nthe end`;
    const text = activityText({ title: 'Talk [a](b)', minutes: 30, kind: 'meeting', start, errors: 0, notes }, 60, t);
    for (const part of ['30m, meeting', '2026-11-21 00:45', '2026-11-21 01:15', 'the end', String.raw`\[a\]`])
      assert.ok(text.includes(part), part);
  });
});
