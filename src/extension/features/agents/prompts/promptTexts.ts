import type { PromptUsageView, PromptVersionView } from '../../../../agents/prompts/promptUses.ts';
import type { RunRate } from '../../../../agents/runs/performance.ts';
import { counted } from '../../../../core/base/counted.ts';
import { formatDuration } from '../../../../core/base/format.ts';
import { escapeMarkdown } from '../../../../core/base/markdown.ts';
import { moneyText, type ShownCurrency } from '../../../../core/base/money.ts';
import type { Translate } from '../../../../core/base/translate.ts';

/** Counts the uses of a version. */
function usesOf({ chat, clipboard, runs }: PromptVersionView): number {
  return chat + clipboard + (runs?.runs ?? 0);
}

/** Describes the uses of a prompt, and of its present version, for a list of prompts. */
export function usedText({ versions }: PromptUsageView, present: string, t: Translate): string {
  const all = versions.reduce((sum, version) => sum + usesOf(version), 0);
  const own = versions.find(({ version }) => version === present);
  const used = counted(t, ['used {0} time', 'used {0} times'], [all]);
  return versions.length === 1 && own ? used : t('{0}, this version {1}', used, own ? usesOf(own) : 0);
}

/** Describes a version in a line; empty for one that wasn't used. */
export function outcomeText(version: PromptVersionView | undefined, t: Translate): string {
  if (!version) return t('not used');
  const used = counted(t, ['used {0} time', 'used {0} times'], [usesOf(version)]);
  const { succeeded } = version.runs ?? {};
  return succeeded && succeeded.of > 0
    ? t('{0}, runs that succeeded: {1} of {2}', used, succeeded.count, succeeded.of)
    : used;
}

/** A version for the page, with what is known of it. */
export interface ShownVersion {
  /** Name of the version: its commit, or what it is instead. */
  readonly label: string;
  readonly view: PromptVersionView;
}

/**
 * The page that compares the versions of a prompt, as Markdown.
 * @param fewest runs with an outcome below which a version can't be compared
 */
export function versionsPage(
  {
    name,
    versions,
    fewest,
    dateOf,
    currency,
  }: {
    readonly name: string;
    readonly versions: readonly ShownVersion[];
    readonly fewest: number;
    readonly dateOf: (at: number) => string;
    readonly currency?: ShownCurrency | undefined;
  },
  t: Translate,
): string {
  const head = [
    t('Version'),
    t('First used'),
    t('Chat'),
    t('Copied'),
    t('Runs'),
    t('Succeeded'),
    t('Passed checks'),
    t('Retried or continued'),
    t('Median time'),
    t('Median cost'),
  ];
  const rows = versions.map(({ label, view }) => [
    `${escapeMarkdown(label)} \`${view.version.slice(0, 8)}\``,
    dateOf(view.from),
    String(view.chat),
    String(view.clipboard),
    ...runCells(view, { t, currency }),
  ]);
  return [
    `# ${t('Versions of {0}', escapeMarkdown(name))}`,
    versions.length === 0
      ? t('No use of this prompt is recorded yet.')
      : t('In the last 365 days, by their first use.'),
    ...(versions.length === 0
      ? []
      : [[head, ['---', '---', ...head.slice(2).map(() => '---:')], ...rows].map(rowOf).join('\n')]),
    t(
      'Shares are given with their sample size and, in brackets, the range in which the true share lies with 95 % confidence. Versions with fewer than {0} runs that ended are too few to compare, and have an asterisk (*).',
      fewest,
    ),
    t('What comes of a prompt in the chat or on the clipboard is not known.'),
  ].join('\n\n');
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function runCells(
  { runs }: PromptVersionView,
  { t, currency }: { readonly t: Translate; readonly currency: ShownCurrency | undefined },
): string[] {
  if (!runs) return ['0', '–', '–', '–', '–', '–'];
  const { succeeded, verified, reworked, median, cost, isComparable } = runs;
  return [
    `${runs.runs}${isComparable ? '' : ' \\*'}`,
    rateText(succeeded, t),
    rateText(verified, t),
    rateText(reworked, t),
    median.workMs === undefined ? '–' : formatDuration(median.workMs, t),
    cost.medianUsd === undefined ? '–' : moneyText(cost.medianUsd, currency),
  ];
}

function rateText({ count, of, low, high }: RunRate, t: Translate): string {
  if (of === 0) return '–';
  const percent = (share: number): number => Math.round(share * 100);
  return t('{0} of {1} ({2}–{3} %)', count, of, percent(low), percent(high));
}
