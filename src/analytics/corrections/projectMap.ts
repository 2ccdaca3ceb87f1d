import { Glob } from '../../core/base/glob.ts';
import { pathGlob } from '../../core/base/pathGlob.ts';
import type { ProjectRule } from '../../core/rules/projectRules.ts';
import type { TimeRules } from '../../core/rules/rules.ts';

/** A project by the person's map, and the index of the rule that decided it. */
export interface MappedProject {
  readonly project: string;
  readonly rule: number;
}

/** Looks a project's root up in the map; undefined if no rule applies to it. */
export type ProjectMap = (root: string | undefined) => MappedProject | undefined;

/** The person's map of projects, made ready once for many segments. */
export function projectMapOf({ projects = [], remotes = {} }: Pick<TimeRules, 'projects' | 'remotes'>): ProjectMap {
  if (projects.length === 0) return () => undefined;
  const ready = projects.map((rule, number) => ({ rule, number, holds: testOf(rule) }));
  const known = new Map<string, MappedProject | undefined>();
  return (root) => {
    if (root === undefined) return undefined;
    if (known.has(root)) return known.get(root);
    const found = ready.find(({ holds }) => holds(root.replaceAll('\\', '/'), remotes[root]));
    const mapped = found && { project: found.rule.project, rule: found.number };
    known.set(root, mapped);
    return mapped;
  };
}

function testOf({ folder, remote, name }: ProjectRule): (path: string, remote: string | undefined) => boolean {
  const folders = folder === undefined ? undefined : pathGlob(folder);
  const addresses = remote === undefined ? undefined : new Glob(remote, { ignoreCase: true });
  return (path, address) => {
    if (folders && !folders(path)) return false;
    if (addresses && (address === undefined || !addresses.test(address))) return false;
    return name === undefined || `/${path}`.endsWith(`/${name}`);
  };
}
