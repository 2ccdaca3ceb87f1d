import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupShares } from '../src/sharing/team.ts';

describe('figures of a team', () => {
  const share = fc.record({
    userId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    name: fc.option(fc.constantFrom('go', 'rust', 'c', 'css')),
    seconds: fc.integer({ min: 0, max: 1000 }),
  });

  it('never come from fewer than three people, nor does what is left out', () => {
    fc.assert(
      fc.property(fc.array(share, { maxLength: 30 }), (shares) => {
        const groups = groupShares(shares);
        const shown = new Set(groups.map(({ name }) => name));
        const worked = shares.filter(({ seconds }) => seconds > 0);
        for (const { name, people, seconds } of groups) {
          const of = worked.filter((one) => one.name === name);
          assert.equal(people, new Set(of.map(({ userId }) => userId)).size);
          assert.ok(people >= 3);
          assert.equal(
            seconds,
            of.reduce((sum, one) => sum + one.seconds, 0),
          );
        }
        const hidden = new Set(
          worked.filter(({ name }) => name === null || !shown.has(name)).map(({ userId }) => userId),
        );
        if (shown.size > 0) assert.ok(hidden.size === 0 || hidden.size >= 3, `${hidden.size} hidden`);
      }),
    );
  });
});
