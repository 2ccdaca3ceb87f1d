import { parseArgs } from 'node:util';
import { AgentRepository } from '../../test/fakes/agentRepository/agentRepository.ts';
import { errorsOf, randomOf, stories, tell } from '../../test/fakes/agentRepository/stories.ts';

/**
 * `npm run bench:attribution -- [--seeds 10] [--story messy] [--json]`: the error of attribution in scripted repositories with known
 * authors of each line: for the agent's surviving lines (as a share of them), and for those that a person rewrote (as a share of all that
 * it wrote).
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean' }, seeds: { type: 'string', default: '10' }, story: { type: 'string' } },
});
const rows: { readonly story: string; readonly kept: number; readonly rewritten: number }[] = [];
for (const [story, play] of Object.entries(stories)) {
  if (values.story !== undefined && story !== values.story) continue;
  const errors: { readonly kept: number; readonly rewritten: number }[] = [];
  for (let seed = 1; seed <= Number(values.seeds); seed++) {
    const repository = new AgentRepository();
    try {
      const truth = tell(repository, play, randomOf(seed));
      errors.push(errorsOf(truth, await repository.outcome()));
    } finally {
      repository.remove();
    }
  }
  const mean = (of: (one: (typeof errors)[number]) => number): number =>
    Number((errors.reduce((sum, one) => sum + of(one), 0) / errors.length).toFixed(4));
  rows.push({ story, kept: mean(({ kept }) => kept), rewritten: mean(({ rewritten }) => rewritten) });
}
const total = (of: (row: (typeof rows)[number]) => number): number =>
  Number((rows.reduce((sum, row) => sum + of(row), 0) / rows.length).toFixed(4));
const mean = { kept: total(({ kept }) => kept), rewritten: total(({ rewritten }) => rewritten) };
if (values.json) console.log(JSON.stringify({ stories: rows, mean }));
else console.table([...rows, { story: 'mean', ...mean }]);
