import type { ActivityKind, Source } from '../core/facts/activity.ts';
import type { RunGroup } from '../core/facts/facts.ts';
import { kindReasons, type KindRuleId } from '../core/rules/kindReasons.ts';
import type { SignalPlace } from '../core/facts/signal.ts';

/** Everything that is known when the kind of activity is decided. */
export interface KindContext {
  /** The signal; `run` is the start of a task, a debug session or a terminal command, `use` keys and clicks that no sensor saw. */
  readonly type: 'edit' | 'move' | 'save' | 'focus' | 'run' | 'use';
  readonly where: SignalPlace;
  /** A debug session is running in this window. */
  readonly debugging: boolean;
  /** Milliseconds since the last edit of this file by the person; Infinity when the last edit was elsewhere. */
  readonly sinceEditMs: number;
  /** The last sign of the person was a command in a terminal. */
  readonly terminal: boolean;
  /** Only for a `run`. */
  readonly run?: { readonly source: Source; readonly group: RunGroup } | undefined;
}

/** One line of the table: the first rule that matches decides. */
export interface KindRule {
  readonly id: KindRuleId;
  /** The reason, as a sentence for the user. */
  readonly reason: string;
  readonly kind: ActivityKind;
  /** Absent: the run's own source, or the editor. */
  readonly source?: Source;
  readonly matches: (context: KindContext) => boolean;
}

/** Moves and saves this long (ms) after an edit of the same file are part of writing it: looking up a line above is not "reading". */
export const codingTailMs = 30_000;

/** Documents under these schemes are versions or proposals to look at: of git, of a pull request, of an agent. */
const reviewSchemes: ReadonlySet<string> = new Set([
  'diff',
  'git',
  'git-commit',
  'gitlens',
  'gitlens-git',
  'githubpr',
  'openai-codex',
  'pr',
  'review',
  'vscode-local-history',
  'vscode-merge',
]);

const settingsLanguages: ReadonlySet<string> = new Set(['json', 'jsonc', 'snippets']);
/** Files of the editor's own settings, by the end of their path. */
const settingsFile =
  /(?:^|[/\\])(?:\.vscode[/\\]settings\.json|[^/\\]+\.code-workspace|(?:User|Machine)[/\\](?:(?:settings|keybindings|tasks|mcp)\.json|snippets[/\\][^/\\]+))$/;

const prose: ReadonlySet<string> = new Set(['markdown', 'plaintext']);
const planName = /(?:^|[/\\])(?:todo|plan|planning|roadmap|backlog|tasks)\b[^/\\]*$/i;

/** Every rule that decides the kind of an activity, in order. The user's own rules are applied when reading. */
export const kindRules: readonly KindRule[] = [
  {
    id: 'debug-session',
    reason: kindReasons['debug-session'],
    kind: 'debugging',
    source: 'debug',
    matches: ({ debugging, run }) => debugging || run?.source === 'debug',
  },
  {
    id: 'test-run',
    reason: kindReasons['test-run'],
    kind: 'testing',
    matches: ({ run }) => run?.group === 'test',
  },
  {
    id: 'build-run',
    reason: kindReasons['build-run'],
    kind: 'building',
    matches: ({ run }) => run?.group === 'build',
  },
  {
    id: 'terminal-run',
    reason: kindReasons['terminal-run'],
    kind: 'terminal',
    matches: ({ run }) => run?.source === 'terminal',
  },
  {
    id: 'cell-run',
    reason: kindReasons['cell-run'],
    kind: 'coding',
    matches: ({ run }) => run?.source === 'editor',
  },
  {
    id: 'other-run',
    reason: kindReasons['other-run'],
    kind: 'other',
    matches: ({ type }) => type === 'run',
  },
  {
    id: 'terminal-use',
    reason: kindReasons['terminal-use'],
    kind: 'terminal',
    source: 'terminal',
    matches: ({ type, where, terminal }) =>
      terminal && where.file === undefined && (type === 'use' || type === 'focus'),
  },
  {
    id: 'review-document',
    reason: kindReasons['review-document'],
    kind: 'reviewing',
    matches: ({ where }) => where.scheme !== undefined && reviewSchemes.has(where.scheme),
  },
  {
    id: 'plan-file',
    reason: kindReasons['plan-file'],
    kind: 'planning',
    matches: ({ where }) =>
      where.file !== undefined &&
      where.language !== undefined &&
      prose.has(where.language) &&
      planName.test(where.file),
  },
  {
    id: 'settings',
    reason: kindReasons['settings'],
    kind: 'other',
    matches: ({ where }) =>
      where.scheme === 'vscode-userdata' ||
      (where.file !== undefined && settingsLanguages.has(where.language ?? '') && settingsFile.test(where.file)),
  },
  {
    id: 'search-results',
    reason: kindReasons['search-results'],
    kind: 'reading',
    matches: ({ where }) => where.scheme === 'search-editor',
  },
  {
    id: 'output',
    reason: kindReasons['output'],
    kind: 'reading',
    matches: ({ where }) => where.scheme === 'output',
  },
  {
    id: 'edit',
    reason: kindReasons['edit'],
    kind: 'coding',
    matches: ({ type }) => type === 'edit',
  },
  {
    id: 'soon-after-edit',
    reason: kindReasons['soon-after-edit'],
    kind: 'coding',
    matches: ({ sinceEditMs }) => sinceEditMs <= codingTailMs,
  },
  {
    id: 'look',
    reason: kindReasons['look'],
    kind: 'reading',
    matches: ({ where }) => where.file !== undefined,
  },
  {
    id: 'elsewhere',
    reason: kindReasons['elsewhere'],
    kind: 'other',
    matches: () => true,
  },
];

const lastRule = kindRules.at(-1) as KindRule;

/** The first of the rules that matches. */
export function decideKind(context: KindContext): KindRule {
  for (const rule of kindRules) if (rule.matches(context)) return rule;
  return lastRule;
}

/** Returns the one of two rules that is checked first. */
export function firstRule(a: KindRuleId, b: KindRuleId): KindRuleId {
  return a === b || kindRules.find(({ id }) => id === a || id === b)?.id === a ? a : b;
}

/** Returns where a signal was observed, according to the rule that matched. */
export function sourceBy(rule: KindRule, context: KindContext): Source {
  return rule.source ?? context.run?.source ?? 'editor';
}
