import assert from 'node:assert/strict';
import { reportByModel, reportByRules, reportMarkdown, reportQuestion } from '../../../../src/ai/drafts/reportDraft.ts';
import { errorCode } from '../../../../src/core/base/appError.ts';
import type { DigestFact } from '../../../../src/core/insights/digest.ts';
import type { WorkReport } from '../../../../src/core/insights/workReport.ts';
import { t } from '../given.ts';
import { claudeDesk, signal } from './claudeDesk.ts';

const fact = (changes: Partial<DigestFact>): DigestFact => ({
  id: `report:${changes.text}`,
  topic: 'plan',
  weight: 50,
  names: {},
  labels: {},
  values: {},
  text: '',
  ...changes,
});
const project = '/home/me/secret-shop';
const report: WorkReport = {
  from: '2026-11-19',
  to: '2026-11-20',
  demo: false,
  facts: [
    {
      section: 'done',
      fact: fact({ names: { task: 'Mend the cart' }, labels: { state: 'done' }, text: 'Done: Mend the cart' }),
    },
    {
      section: 'done',
      fact: fact({
        topic: 'github',
        names: { project, message: 'Fixes #7 for @ada' },
        text: 'secret-shop: Fixes #7 for @ada',
      }),
    },
    {
      section: 'done',
      fact: fact({
        topic: 'project',
        names: { project },
        values: { minutes: 90, commits: 1 },
        text: 'secret-shop: 1 h 30 min, 1 commit',
      }),
    },
    {
      section: 'next',
      fact: fact({ names: { task: 'Plan the sale' }, labels: { state: 'planned' }, text: 'Planned: Plan the sale' }),
    },
  ],
};

describe('a draft of a standup', () => {
  it('by the rules says each fact in its own words, and mentions nobody', () => {
    assert.equal(
      reportMarkdown({ kind: 'standup', report }, reportByRules(report), t),
      [
        '# Standup for 2026-11-20',
        '## Since Thursday, 2026-11-19',
        '- Done: Mend the cart\n- secret-shop: Fixes `#7` for `@ada`\n- secret-shop: 1 h 30 min, 1 commit',
        '## Today',
        '- Planned: Plan the sale\n',
      ].join('\n\n'),
    );
    assert.match(
      reportMarkdown({ kind: 'weeklyPost', report }, reportByRules(report), t),
      /^# Week of[^]*## Done[^]*## Next/,
    );
  });

  it('sends names as they may be sent', () => {
    const { content } = reportQuestion('standup', report, 'aliased').ask;
    for (const word of ['secret', 'Mend', 'ada', '/home']) assert.ok(!content.includes(word), word);
    assert.match(content, /project-1[^]*"commits":1/);
    assert.match(reportQuestion('standup', report, 'real').ask.content, /Mend the cart[^]*Fixes #7/);
    assert.doesNotMatch(reportQuestion('standup', report, 'none').ask.content, /project-1/);
  });

  describe('by Claude', () => {
    const claude = claudeDesk();

    it('has only lines that the facts support, with names turned back, in the parts of their facts', async () => {
      const lines = [
        { text: 'Worked {e2.minutes} on project-1.', evidence: ['e2'] },
        { text: 'task-2 is planned.', evidence: ['e3'] },
        { text: 'Fixed 14 bugs in project-1.', evidence: ['e2'] },
        { text: 'Met the board about project-9.', evidence: ['e2'] },
        { text: 'Rested.', evidence: ['e99'] },
      ];
      claude.fake.turns.push({ answer: { lines } });
      const draft = await reportByModel({ kind: 'standup', report, names: 'aliased' }, claude.opened(), signal);
      assert.deepEqual(draft.lines, [
        { section: 'done', text: 'Worked 1 h 30 min on secret-shop.' },
        { section: 'next', text: 'Plan the sale is planned.' },
        { section: 'done', text: 'secret-shop: 1 h 30 min, 1 commit' },
      ]);
      assert.equal(draft.refused, 2);
    });

    it('fails with the type of the failure, so that the rules can draft it', async () => {
      claude.fake.turns.push({ problem: { status: 529, type: 'overloaded_error', message: 'Overloaded' } });
      const failed = reportByModel({ kind: 'weeklyPost', report, names: 'real' }, claude.opened(), signal);
      assert.equal(await failed.catch(errorCode), 'ai-overloaded');
    });
  });
});
