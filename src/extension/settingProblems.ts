import { Glob } from '../core/base/glob.ts';
import { isProjectRule } from '../core/rules/projectRules.ts';
import { isUserRule } from '../core/rules/userRules.ts';
import { Exclusions, type PatternProblem } from '../tracking/exclusions.ts';
import type { Settings } from './settings.ts';
import { settingRules, type SettingKey } from './settingRules.ts';

/** A problem with a setting, or with one of its entries. */
export interface SettingProblem {
  readonly key: string;
  /** Place in the list, from 0; undefined for the setting as such. */
  readonly item?: number;
  /** For patterns; undefined if the value has a wrong type or is out of range. */
  readonly fault?: PatternProblem['fault'];
}

/** Finds settings whose value has a wrong type or is out of range, and list entries that can't be used as written. */
export function problemsOf(settings: Pick<Settings, 'written'>): SettingProblem[] {
  return (Object.keys(settingRules) as SettingKey[]).flatMap((key) => settingProblems(key, settings.written(key)));
}

/** Finds problems with the value of a setting, and with list entries. */
export function settingProblems(key: SettingKey, value: unknown): SettingProblem[] {
  if (value === undefined || value === null) return [];
  if (key === 'rules' || key === 'projects') return ruleProblems(key, value);
  if (key === 'privacy.exclude' || key === 'privacy.hideFileNames') return patternProblems(key, value);
  return settingRules[key].check(value) ? [] : [{ key }];
}

/** Finds problems with the patterns of `daymark.privacy`. */
function patternProblems(key: string, value: unknown): SettingProblem[] {
  return new Exclusions(value, { home: '' }).problems.map((problem) => ({ key, ...problem }));
}

/** Finds problems with the entries of `daymark.rules` or `daymark.projects`. */
function ruleProblems(key: 'rules' | 'projects', value: unknown): SettingProblem[] {
  if (!Array.isArray(value)) return [{ key }];
  const isRule: (item: unknown) => boolean = key === 'rules' ? isUserRule : isProjectRule;
  const found = value.flatMap((item: unknown, index): SettingProblem[] =>
    isRule(item) ? globFaults(item as object).map((fault) => ({ key, item: index, fault })) : [{ key, item: index }],
  );
  return value.length > 200 ? [...found, { key, fault: 'many' }] : found;
}

function globFaults(rule: { readonly glob?: string; readonly folder?: string; readonly remote?: string }) {
  const globs = [rule.glob, rule.folder, rule.remote].flatMap((one) => (one === undefined ? [] : [new Glob(one)]));
  return [...new Set(globs.flatMap(({ faults }) => [...faults]))];
}
