import assert from 'node:assert/strict';
import { translator } from '../../../src/core/base/translate.ts';
import { unusableProject } from '../../../src/core/rules/projectRules.ts';
import { unusableRule } from '../../../src/core/rules/userRules.ts';
import { settingProblems, type SettingProblem } from '../../../src/extension/settingProblems.ts';
import { settingProblemText } from '../../../src/extension/settingProblemText.ts';
import { readSetting, settingRules, type SettingKey } from '../../../src/extension/settingRules.ts';
import { defaults, times, values } from './settingValues.ts';

describe('the rules of settings', () => {
  for (const key of Object.keys(settingRules) as SettingKey[])
    it(`take ${key} at its bounds, and nothing beyond them`, () => {
      const { check } = settingRules[key];
      const [right, wrong] = values[key];
      for (const value of right) {
        assert.ok(check(value), JSON.stringify(value).slice(0, 100));
        assert.deepEqual(readSetting(key, value), value);
      }
      for (const value of wrong) assert.ok(!check(value), JSON.stringify(value).slice(0, 100));
      const { fallback } = settingRules[key];
      for (const none of [undefined, null]) assert.deepEqual(readSetting(key, none), fallback);
      if (key in defaults) assert.deepEqual(fallback, defaults[key]);
      if (!('repair' in settingRules[key]))
        for (const value of wrong) assert.deepEqual(readSetting(key, value), fallback);
    });

  it('keep the places of rules where some are wrong, and the first 200', () => {
    const right = { glob: '**', excluded: true };
    assert.deepEqual(readSetting('rules', [5, right]), [unusableRule, right]);
    assert.deepEqual(readSetting('rules', times(201, right)), times(200, right));
    assert.deepEqual(readSetting('rules', 'x'), []);
    const project = { folder: '/x', project: 'X' };
    assert.deepEqual(readSetting('projects', [{}, project]), [unusableProject, project]);
    assert.deepEqual(readSetting('privacy.exclude', 7), 7);
  });
});

describe('the problems of settings', () => {
  const textOf = (problem: SettingProblem): string => settingProblemText(problem, translator());

  it('are found in values, rules, and patterns', () => {
    for (const none of [undefined, null]) assert.deepEqual(settingProblems('rules', none), []);
    assert.deepEqual(settingProblems('dayStartsAt', '25:00'), [{ key: 'dayStartsAt' }]);
    assert.deepEqual(settingProblems('dayStartsAt', '05:00'), []);
    assert.deepEqual(settingProblems('rules', 'x'), [{ key: 'rules' }]);
    const right = { glob: '**', excluded: true };
    assert.deepEqual(settingProblems('rules', [right, {}, { ...right, glob: '[z-a]' }]), [
      { key: 'rules', item: 1 },
      { key: 'rules', item: 2, fault: 'range' },
    ]);
    assert.deepEqual(settingProblems('rules', times(200, right)), []);
    assert.deepEqual(settingProblems('rules', times(201, right)), [{ key: 'rules', fault: 'many' }]);
    const project = { folder: '[z-a]', remote: '[z-a]', project: 'X' };
    assert.deepEqual(settingProblems('projects', [project]), [{ key: 'projects', item: 0, fault: 'range' }]);
    assert.deepEqual(settingProblems('projects', [{ remote: '[z-a]', project: 'X' }]).length, 1);
    assert.deepEqual(settingProblems('projects', [right]), [{ key: 'projects', item: 0 }]);
    for (const key of ['privacy.exclude', 'privacy.hideFileNames'] as const)
      assert.deepEqual(settingProblems(key, ['a', '[z-a]']), [{ key, item: 1, fault: 'range' }]);
  });

  it('are said with the place of an entry, and without its name', () => {
    assert.equal(
      textOf({ key: 'dayStartsAt' }),
      "daymark.dayStartsAt: Daymark can't use this value, so the default applies.",
    );
    assert.equal(
      textOf({ key: 'rules', item: 0 }),
      'daymark.rules, entry 1: this is not a valid rule and is skipped. The others apply.',
    );
    assert.equal(textOf({ key: 'privacy.exclude', item: 4 }), 'daymark.privacy.exclude, entry 5');
    assert.equal(textOf({ key: 'privacy.exclude' }), 'daymark.privacy.exclude');
    for (const [fault, start] of [
      ['type', 'this is not a list of strings.'],
      ['empty', 'this is empty'],
      ['long', 'this is longer than 500 characters.'],
      ['many', 'there are too many entries.'],
      ['exception', 'exceptions (`!`) have no effect'],
      ['range', 'the range in brackets ends before it begins.'],
      ['extended', '`!(a)`, `+(a|b)`, and ranges in braces'],
      ['variable', 'variables such as `${workspaceFolder}` are not supported here.'],
    ] as const) {
      assert.ok(
        textOf({ key: 'privacy.exclude', item: 1, fault }).startsWith(`daymark.privacy.exclude, entry 2: ${start}`),
        fault,
      );
      assert.ok(textOf({ key: 'rules', fault }).startsWith(`daymark.rules: ${start}`), fault);
    }
  });
});
