import assert from 'node:assert/strict';
import fc from 'fast-check';
import { waitsOf, workOf, type Moment } from '../../../src/agents/agentWork.ts';
import { clocksOf, presenceOf, type PlacedStretch } from '../../../src/agents/clocks.ts';

const minute = 60_000;
const shop = '/work/shop';
const at = (from: number, to: number, project = shop): PlacedStretch => ({
  start: from * minute,
  end: to * minute,
  project,
});
const minutes = (agents: readonly PlacedStretch[], human: readonly PlacedStretch[]) => {
  const { agentMs, agentSumMs, supervisedMs, delegatedMs, waitingMs } = clocksOf(agents, human);
  return [agentMs, agentSumMs, supervisedMs, delegatedMs, waitingMs].map((ms) => ms / minute);
};

describe('agent time beside human time', () => {
  it('is supervised where both work in the same project, and delegated elsewhere', () => {
    assert.deepEqual(minutes([at(0, 10, '/work/shop/api')], [at(5, 20)]), [10, 10, 5, 5, 0]);
    assert.deepEqual(minutes([at(0, 10)], [at(5, 20, '/work/shop2')]), [10, 10, 0, 10, 0]);
    assert.deepEqual(minutes([{ ...at(0, 10), project: undefined }], [at(5, 20)]), [10, 10, 0, 10, 0]);
  });

  it('has the human there on anything, and in its project', () => {
    const there = (agent: readonly PlacedStretch[], human: readonly PlacedStretch[]): number[] => {
      const { presentMs, supervisedMs } = presenceOf(agent, human);
      return [presentMs / minute, supervisedMs / minute];
    };
    assert.deepEqual(there([at(0, 10)], [at(2, 4, '/work/other'), at(5, 20)]), [7, 5]);
    assert.deepEqual(there([{ ...at(0, 10), project: undefined }], [at(5, 20)]), [5, 0]);
    assert.deepEqual(there([at(0, 10)], []), [0, 0]);
  });

  it('counts parallel agents once, and each by itself', () => {
    assert.deepEqual(minutes([at(0, 10), at(5, 15), at(5, 15)], []), [15, 30, 0, 15, 0]);
  });

  it('is waiting where the human stopped and went on when the agent had finished', () => {
    assert.deepEqual(minutes([at(5, 12)], [at(0, 6), at(13, 20)]), [7, 7, 1, 6, 6]);
    assert.deepEqual(minutes([at(5, 12)], [at(0, 6), at(15, 20)])[4], 0, 'they came back late');
    assert.deepEqual(minutes([at(5, 12)], [at(0, 1), at(13, 20)])[4], 0, 'they were away before it began');
    assert.deepEqual(
      minutes([at(5, 12)], [at(0, 6), at(13, 20, '/work/other')])[4],
      0,
      'they went on with something else',
    );
  });

  it('has an agent wait from its end to the next prompt, while the human works on anything', () => {
    const moments = [0, 5, 30, 33].map((minutes): Moment => ({ at: minutes * minute, isPrompt: minutes % 30 === 0 }));
    assert.deepEqual(waitsOf(moments), [{ start: 5 * minute, end: 30 * minute }]);
    const { agentWaitedMs } = clocksOf([at(0, 5)], [at(10, 20, '/work/other'), at(28, 40)], waitsOf(moments));
    assert.equal(agentWaitedMs, 12 * minute);
    assert.equal(clocksOf([at(0, 5)], [], waitsOf(moments)).agentWaitedMs, 0, 'nobody was there');
  });

  it('keeps its laws: no time is counted twice, and parts add up', () => {
    const stretch = fc
      .tuple(fc.nat(300), fc.integer({ min: 1, max: 40 }), fc.constantFrom(shop, '/work/other'))
      .map(([from, length, project]) => at(from, from + length, project));
    const human = fc
      .array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 30 }), fc.constantFrom(shop, '/work/other')), {
        maxLength: 10,
      })
      .map((parts) => {
        let now = 0;
        return parts.map(([gap, length, project]) => {
          const one = at(now + gap, now + gap + length, project);
          now += gap + length;
          return one;
        });
      });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 10 }), human, (agents, person) => {
        const clocks = clocksOf(agents, person);
        assert.equal(clocks.supervisedMs + clocks.delegatedMs, clocks.agentMs);
        assert.ok(clocks.agentMs <= clocks.agentSumMs);
        assert.ok(clocks.waitingMs <= clocks.delegatedMs && clocks.waitingMs >= 0);
        const humanMs = person.reduce((sum, { start, end }) => sum + end - start, 0);
        assert.ok(clocks.supervisedMs <= humanMs);
        // Minute by minute, by another way.
        const isIn = (all: readonly PlacedStretch[], minuteOf: number, project?: string) =>
          all.some(
            (one) => one.start <= minuteOf && minuteOf < one.end && (project === undefined || one.project === project),
          );
        const every = Array.from({ length: 345 }, (_, i) => i * minute);
        const both = every.filter((one) =>
          [shop, '/work/other'].some((name) => isIn(agents, one, name) && isIn(person, one, name)),
        );
        assert.equal(clocks.supervisedMs, both.length * minute);
        assert.equal(clocks.agentMs, every.filter((one) => isIn(agents, one)).length * minute);
        assert.deepEqual(clocksOf(agents.toReversed(), person), clocks);
        assert.equal(clocksOf([...agents, ...agents], person).agentMs, clocks.agentMs);
      }),
    );
  });
});

describe('when an agent worked in a session', () => {
  const prompt = (one: number): Moment => ({ at: one * minute, isPrompt: true });
  const sign = (one: number): Moment => ({ at: one * minute, isPrompt: false });
  const work = (...moments: Moment[]) => workOf(moments).map(({ start, end }) => [start / minute, end / minute]);

  it('is from a prompt to its last sign before the next one, without silences', () => {
    assert.deepEqual(work(prompt(0), sign(1), sign(3), prompt(8), sign(9)), [
      [0, 3],
      [8, 9],
    ]);
    assert.deepEqual(work(prompt(0), sign(2), sign(30), sign(31)), [
      [0, 2],
      [30, 31],
    ]);
    assert.deepEqual(work(prompt(0)), []);
    assert.deepEqual(work(sign(3), prompt(0), sign(3), sign(1)), [[0, 3]], 'in any order, and repeated');
  });
});
