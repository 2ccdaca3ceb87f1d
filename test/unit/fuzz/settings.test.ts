import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { globPath, StepBudget } from '../../../src/core/base/glob.ts';
import { translator } from '../../../src/core/base/translate.ts';
import { projectMapOf } from '../../../src/analytics/corrections/projectMap.ts';
import type { Segment } from '../../../src/analytics/segment.ts';
import { ruledBy } from '../../../src/analytics/corrections/userRules.ts';
import { settingProblemText } from '../../../src/extension/settingProblemText.ts';
import { settingProblems } from '../../../src/extension/settingProblems.ts';
import { readSetting, settingRules, type SettingKey } from '../../../src/extension/settingRules.ts';
import { Exclusions } from '../../../src/tracking/exclusions.ts';
import { fuzzRuns } from './runs.ts';

const keys = Object.keys(settingRules) as SettingKey[];
const lists: readonly SettingKey[] = ['rules', 'projects', 'privacy.exclude', 'privacy.hideFileNames'];
const text = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom('[z-a]', '**', '!a', '__proto__', '\\', '{', '[[...a]]'),
);
const rule = fc.record(
  {
    glob: text,
    folder: text,
    remote: text,
    name: text,
    language: text,
    kind: text,
    project: text,
    excluded: fc.boolean(),
  },
  { requiredKeys: [] },
);
const value = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true }),
  fc.double(),
  text,
  fc.array(fc.oneof(text, rule, fc.jsonValue())),
);
const segment: Segment = {
  offset: 0,
  basis: 'observed',
  factId: 'f',
  source: 'editor',
  language: 'typescript',
  branch: undefined,
  start: 0,
  end: 1,
  file: 'src/a.ts',
  project: '/home/me/shop',
  kind: 'coding',
};

describe('fuzz: settings', function () {
  this.timeout(0);

  it('of any value read as something usable, and their problems can be said', () => {
    fc.assert(
      fc.property(fc.constantFrom(...keys), value, (key, given) => {
        const problems = settingProblems(key, given);
        for (const problem of problems) assert.ok(settingProblemText(problem, translator()).includes(key));
        const read: unknown = readSetting(key, given);
        if (!lists.includes(key)) assert.ok(settingRules[key].check(read), `${key} reads as ${inspect(read)}`);
        if (!settingRules[key].check(given) && given !== undefined && given !== null)
          assert.ok(problems.length > 0, `${key} is wrong without a word`);
        new Exclusions(given, { home: '/home/me' }).holds([globPath('/home/me/a')], new StepBudget(1e6));
      }),
      { numRuns: fuzzRuns(2_000) },
    );
  });

  it('one bad entry takes no other with it, of rules, projects and exclusions', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(rule, fc.jsonValue()), { maxLength: 5 }), (bad) => {
        const good = { glob: '**/a.ts', kind: 'learning', language: undefined };
        const rules = readSetting('rules', [...bad, good]);
        assert.equal(rules.length, bad.length + 1, 'numbers stay');
        ruledBy(rules)(segment);
        assert.equal(ruledBy(readSetting('rules', [null, good]))(segment)?.kind, 'learning');
        const projects = readSetting('projects', [...bad, { folder: '**/shop', project: 'Shop' }]);
        projectMapOf({ projects })('/home/me/shop');
        assert.equal(projectMapOf({ projects: projects.slice(-1) })('/home/me/shop')?.project, 'Shop');
        const exclusions = new Exclusions([...bad, 'secret/**'], { home: '/home/me' });
        assert.ok(exclusions.holds([globPath('/p/secret/a.ts')], new StepBudget(1e6)));
      }),
      { numRuns: fuzzRuns(500) },
    );
  });
});
