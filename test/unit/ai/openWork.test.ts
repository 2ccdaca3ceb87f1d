import assert from 'node:assert/strict';
import { NameAliases } from '../../../src/ai/aliases.ts';
import { openWork } from '../../../src/ai/openWork.ts';
import { branch, brokenFile, evidence, failingRun, inputs, lastDay, repeatedError, task } from './inputs.ts';

const factsOf = (changes: Parameters<typeof inputs>[0]) =>
  openWork(inputs(changes), new NameAliases('real')).facts.map(([id, topic]) => `${id} ${topic}`);
const language = { language: 'rust', minutes: 5, errors: 0, evidence: evidence('language:rust') };

describe('the open work that a model is told of', () => {
  it('is numbered, one fact of each kind', () => {
    const all = {
      unfinished: [task()],
      branches: [branch],
      brokenFiles: [brokenFile],
      failingRuns: [failingRun],
      repeatedErrors: [repeatedError],
      languages: [language],
      lastDay,
      interests: ['WebAssembly'],
      estimates: { ratio: 1.4, evidence: evidence('estimate') },
    };
    const topics =
      'openTask branch brokenFile failingRun repeatedError language lastDay interest capacity estimates'.split(' ');
    assert.deepEqual(
      factsOf(all),
      topics.map((topic, at) => `p${at + 1} ${topic}`),
    );
  });

  it('is ten of a kind at most', () => {
    const many = <T>(one: T): T[] => Array.from({ length: 11 }, () => one);
    const listed = { title: 'L', priority: 'low', minutes: 5, evidence: evidence('listed:1') } as const;
    assert.equal(factsOf({ unfinished: many(task()), listed: many(listed) }).length, 21);
    assert.equal(factsOf({ branches: many(branch), brokenFiles: many(brokenFile) }).length, 21);
    assert.equal(factsOf({ failingRuns: many(failingRun), repeatedErrors: many(repeatedError) }).length, 21);
    assert.equal(factsOf({ languages: many(language) }).length, 11);
  });
});
