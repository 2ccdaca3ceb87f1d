import assert from 'node:assert/strict';
import type { ProposedDecision } from '../../../../../src/ai/drafts/decisionDraft.ts';
import { screen } from '../../../../fakes/window/vscode.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

const { reviewProposals } = await withFakeVscode(
  () => import('../../../../../src/extension/features/agents/decisions/reviewProposals.ts'),
  new URL('../../../../fakes/window/vscode.ts', import.meta.url).href,
);

const proposal = (title: string): ProposedDecision => ({ title, why: `${title} is right.`, commits: [], files: [] });

describe('proposed decisions', () => {
  let recorded: ProposedDecision[];
  const review = async (...chosen: string[]): Promise<string[]> => {
    Object.assign(screen, { messages: [], chosen, picks: [], typed: 'Mine' });
    const decisions = ['One', 'Two', 'Three'].map(proposal);
    await reviewProposals({ decisions, refused: 0 }, async (one) => void recorded.push(one));
    return recorded.map(({ title }) => title);
  };
  beforeEach(() => void (recorded = []));

  it('are recorded only where they were accepted, and only at the end', async () => {
    assert.deepEqual(await review('One', 'Accept', 'Two', 'Reject', 'Record 1 Decision'), ['One']);
    assert.deepEqual(recorded[0], proposal('One'));
    assert.deepEqual(screen.messages, ['1 decision was noted.']);
  });

  it('are not recorded when the list is left, whatever was accepted', async () => {
    assert.deepEqual(await review('One', 'Accept', 'Two', 'Accept'), []);
    assert.deepEqual(screen.picks.at(-1)?.[0], '$(check) Record 2 Decisions');
  });

  it('can be edited first, and judged again', async () => {
    assert.deepEqual(await review('One', 'Edit and Accept', 'Two', 'Accept', 'Two', 'Reject', 'Record 1 Decision'), [
      'Mine',
    ]);
    assert.equal(recorded[0]?.why, 'Mine');
  });

  it('offer nothing to record before one was accepted', async () => {
    assert.deepEqual(await review('Record'), []);
    assert.equal(screen.picks[0]?.length, 3);
  });
});
