import { pathGlob } from '../../core/base/pathGlob.ts';
import type { UserRule } from '../../core/rules/userRules.ts';
import type { Segment } from '../segment.ts';
import type { ProjectMap } from './projectMap.ts';

/** A rule made ready, with its number in the setting, from 0. */
interface CompiledRule {
  readonly rule: UserRule;
  readonly number: number;
  readonly glob: ((path: string) => boolean) | undefined;
}

/** Data that rules check about a fact besides its segment. */
interface RuleSubject {
  /** Name of the run, if it is one. */
  readonly name?: string;
}

/** Returns the segment as the first rule that holds has it; undefined if that excludes it. */
export type ApplyRules = <S extends Segment>(segment: S, subject?: RuleSubject) => S | undefined;

/** The person's own rules, made ready once for many segments, and then their map of projects. */
export function ruledBy(rules: readonly UserRule[] = [], map: ProjectMap = () => undefined): ApplyRules {
  const ready = readied(rules);
  if (ready.length === 0) return (segment) => mapped(segment, map);
  return (segment, subject = {}) => {
    const found = ready.find((one) => holds(one, segment, subject));
    const ruled = found ? byRule(segment, found) : segment;
    return ruled && mapped(ruled, map);
  };
}

/** Asks which rule of the person excludes a segment, as `userRuleId` names it. */
export function excludedBy(rules: readonly UserRule[]): (segment: Segment) => string | undefined {
  const ready = readied(rules);
  return (segment) => {
    const found = ready.find((one) => holds(one, segment, {}));
    return found?.rule.excluded ? userRuleId(found.number) : undefined;
  };
}

function readied(rules: readonly UserRule[]): CompiledRule[] {
  return rules.map((rule, number) => {
    const glob = rule.glob === undefined ? undefined : pathGlob(rule.glob);
    return { rule, number, glob };
  });
}

function holds({ rule, glob }: CompiledRule, segment: Segment, { name }: RuleSubject): boolean {
  if (glob && (segment.file === undefined || !glob(pathOf(segment)))) return false;
  if (rule.language !== undefined && rule.language !== segment.language) return false;
  if (rule.scheme !== undefined && rule.scheme !== schemeOf(segment)) return false;
  if (rule.from !== undefined && rule.from !== segment.kind) return false;
  return rule.command === undefined || (name !== undefined && isCommand(name, rule.command));
}

/** A plain file keeps no scheme, and where detail is folded no name either, but its language. */
function schemeOf({ scheme, file, language }: Segment): string | undefined {
  return scheme ?? (file === undefined && language === undefined ? undefined : 'file');
}

function pathOf({ project = '', file = '' }: Segment): string {
  return `${project.replaceAll('\\', '/')}/${file}`;
}

function isCommand(name: string, command: string): boolean {
  return name === command || name.startsWith(`${command} `) || name.split(/\s/, 1)[0] === command;
}

function byRule<S extends Segment>(segment: S, { rule, number }: CompiledRule): S | undefined {
  if (rule.excluded) return undefined;
  const { kind = segment.kind, project = segment.project } = rule;
  return { ...segment, kind, project, ruledBy: userRuleId(number) };
}

/** Returns the rule id in a segment for the setting's rule that decided it. */
export function userRuleId(number: number): string {
  return `user ${number}`;
}

/** The segment as the map of projects has it. */
export function mapped<S extends Segment>(segment: S, map: ProjectMap): S {
  const project = map(segment.project)?.project;
  return project === undefined ? segment : { ...segment, project };
}
