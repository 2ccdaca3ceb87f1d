import { Glob } from '../core/base/glob.ts';
import { isProjectRule } from '../core/rules/projectRules.ts';
import { isUserRule } from '../core/rules/userRules.ts';
import { Exclusions, type PatternProblem } from '../tracking/exclusions.ts';

/** What is wrong with a setting, or odd about one entry of it. */
export interface SettingProblem {
  readonly key: string;
  /** Place in the list, from 0; undefined for the setting as such. */
  readonly item?: number;
  /** Of patterns; undefined where the value is of a wrong type or out of range. */
  readonly fault?: PatternProblem['fault'];
}

/** What is wrong with the patterns of `daymark.privacy`. */
export function patternProblems(key: string, value: unknown): SettingProblem[] {
  return new Exclusions(value, { home: '' }).problems.map((problem) => ({ key, ...problem }));
}

/** What is wrong with the entries of `daymark.rules` or `daymark.projects`. */
export function ruleProblems(key: 'rules' | 'projects', value: unknown): SettingProblem[] {
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
