import assert from 'node:assert/strict';
import { AgentRepository } from '../../../fakes/agentRepository/agentRepository.ts';
import { errorsOf, randomOf, stories, tell } from '../../../fakes/agentRepository/stories.ts';

describe('attribution in scripted repositories', () => {
  it('errs by less than 3 % of the lines that survive, and says of less than 3 % wrongly that a person rewrote them', async () => {
    const errors: (ReturnType<typeof errorsOf> & { readonly story: string })[] = [];
    for (const [story, play] of Object.entries(stories)) {
      const repository = new AgentRepository();
      try {
        const truth = tell(repository, play, randomOf(1));
        const found = await repository.outcome();
        const { written, reworked, dropped, pending, committed, kept, redone, rewritten, deleted } = found;
        assert.equal(written, reworked + dropped + pending + committed, story);
        assert.equal(committed, kept + redone + rewritten + deleted, story);
        errors.push({ story, ...errorsOf(truth, found) });
      } finally {
        repository.remove();
      }
    }
    for (const figure of ['kept', 'rewritten'] as const) {
      const mean = errors.reduce((sum, one) => sum + one[figure], 0) / errors.length;
      assert.ok(mean < 0.03, JSON.stringify(errors));
    }
  }).timeout(120_000);
});
