import { activityKinds, type ActivityKind } from '../facts/activity.ts';
import { isBoolean, oneOf, shape, text } from '../base/checks.ts';

/** A rule of the person's own (`daymark.rules`). What it names must all hold; what it gives takes the place of what was decided. */
export interface UserRule {
  /** Path of the file, with its project's root before it. */
  readonly glob?: string;
  /** VS Code's language id. */
  readonly language?: string;
  /** Scheme of the document, as spans keep it; `file` for plain files. */
  readonly scheme?: string;
  /** The program of a terminal command, or the name of a task: the first word, or all of it. */
  readonly command?: string;
  /** The kind without this rule. */
  readonly from?: ActivityKind;
  readonly kind?: ActivityKind;
  readonly project?: string;
  readonly excluded?: boolean;
}

const words = text(1, 500);
const kind = oneOf(activityKinds);
const sought = { glob: words, language: words, scheme: words, command: words, from: kind };
const parts = { ...sought, kind, project: words, excluded: isBoolean };
const isShaped = shape<object, Required<UserRule>>({}, parts);

/** Returns true for a valid rule: nothing unknown in it, and something to match. */
export function isUserRule(value: unknown): value is UserRule {
  if (!isShaped(value) || !Object.keys(value).every((key) => Object.hasOwn(parts, key))) return false;
  return Object.keys(sought).some((key) => value[key as keyof typeof sought] !== undefined);
}

/** Stands where the setting has something that isn't a rule, so that the rules after it keep their numbers. Holds for nothing. */
export const unusableRule: UserRule = { scheme: '(unusable)' };
