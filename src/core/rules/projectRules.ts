import { shape, text } from '../base/checks.ts';

/**
 * Rule for the name of folders, remotes, or projects, and for what they count as (`daymark.projects`). All of its conditions must hold; the first rule that holds
 * decides.
 */
export interface ProjectRule {
  /** A glob over the root of the project; a folder holds all that is below it. */
  readonly folder?: string;
  /** A glob over the address of the remote `origin`, as `github.com/acme/shop`. */
  readonly remote?: string;
  /** Name of the project without this rule: the last part of its root, or the last two. */
  readonly name?: string;
  /** Name of the project under this rule. Several roots with one name are one project. */
  readonly project: string;
}

const words = text(1, 500);
const parts = { folder: words, remote: words, name: words };
const isShaped = shape<{ project: string }, Required<Omit<ProjectRule, 'project'>>>({ project: words }, parts);

/** Returns true for a valid rule: nothing unknown in it, and something to match. */
export function isProjectRule(value: unknown): value is ProjectRule {
  if (!isShaped(value)) return false;
  if (!Object.keys(value).every((key) => key === 'project' || Object.hasOwn(parts, key))) return false;
  return [value.folder, value.remote, value.name].some((one) => one !== undefined);
}

/** Stands where the setting has something that isn't a rule, so that the rules after it keep their numbers. Holds for nothing. */
export const unusableProject: ProjectRule = { name: '(unusable)/', project: '(unusable)' };
