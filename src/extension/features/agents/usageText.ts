import type { AgentClocks } from '../../../agents/clocks.ts';
import { planParts, planShares, type PlanPart } from '../../../agents/plans.ts';
import type { ToolReading, UsageReport, UsageRow } from '../../../agents/report.ts';
import type { UsageTotals } from '../../../agents/summary.ts';
import { toolNames } from '../../../agents/tools.ts';
import { notUnderstood, type LogProblem } from '../../../agents/usage.ts';
import { formatDuration } from '../../../core/base/format.ts';
import { escapeMarkdown } from '../../../core/base/markdown.ts';
import { moneyText, type ShownCurrency } from '../../../core/base/money.ts';
import type { Translate } from '../../../core/base/translate.ts';
import { agentTimeRows } from '../../../core/views/labels.ts';
import { counted } from '../../../core/base/counted.ts';

interface Voice {
  readonly t: Translate;
  /** The home folder, which is written as `~`. */
  readonly home: string;
  /** True if the sessions were recorded. */
  readonly isRecorded: boolean;
  /** Monthly cost of flat plans, in US dollars, by tool. */
  readonly plans?: Readonly<Record<string, number>>;
  /** The currency that costs are shown in. Default: US dollars. */
  readonly currency?: ShownCurrency;
  /** The overlap of agent time with human time; absent if unknown. */
  readonly time?: AgentClocks;
}

/** The maximum number of table rows; the rest is summed up in one. */
const mostRows = 40;

/** The page of "Show AI Tool Usage" as Markdown. */
export function usageText(report: UsageReport, voice: Voice): string {
  const { t, home } = voice;
  return [
    `# ${t('AI tool usage')}`,
    voice.isRecorded
      ? t(
          '{0} to {1}, read from the logs of this machine just now. The sessions are recorded in Daymark.',
          report.from,
          report.to,
        )
      : t('{0} to {1}, read from the logs of this machine just now. Nothing was stored.', report.from, report.to),
    ...headline(report, voice),
    ...plansOf(report, voice),
    ...(voice.time ? timeOf(voice.time, t) : []),
    ...section([t('By tool'), t('Tool')], report.byTool, voice),
    ...section([t('By model'), t('Model')], report.byModel, voice),
    ...section(
      [t('By folder'), t('Folder')],
      report.byProject.map((row) => ({ ...row, name: shortened(row.name, home) })),
      voice,
    ),
    ...section([t('By day'), t('Day')], report.byDay, voice),
    `## ${t('What was read')}`,
    t('All time, not only these days. Every copy of a call is counted once.'),
    readingTable(report.readings, t),
    ...report.readings.flatMap((reading) => notes(reading, voice)),
    `## ${t('How cost is computed')}`,
    t(
      'List prices in US dollars as of {0}, changed by the setting `daymark.ai.prices`. A subscription may cost you less. Calls to models without a price are counted as unpriced, not as free.',
      report.pricesAsOf,
    ),
    ...(voice.currency ? [rateOf(voice.currency, t)] : []),
  ].join('\n\n');
}

function rateOf({ code, perUsd }: ShownCurrency, t: Translate): string {
  return t('Shown in {0} at the rate of the setting `daymark.agents.currency`: 1 US dollar is {1}.', code, perUsd);
}

/** Describes the cost of flat plans for these days, beside what the same calls would cost without one. */
function plansOf(report: UsageReport, voice: Voice): string[] {
  const { t, currency, plans = {} } = voice;
  const shares = planShares(report, plans);
  if (shares.length === 0) return [];
  const parts = [
    ...planTable(t('Folder'), planParts(report, plans, 'byProject'), voice),
    ...planTable(t('Model'), planParts(report, plans, 'byModel'), voice),
    ...planTable(t('Day'), planParts(report, plans, 'byDay'), voice),
  ];
  const head = [t('Tool'), t('Part of the plan'), t('At list prices')];
  const rows = shares.map(({ tool, planUsd, listUsd }) => [
    toolNames[tool],
    moneyText(planUsd, currency),
    moneyText(listUsd, currency),
  ]);
  return [
    `## ${t('Flat plans')}`,
    t('The part of the monthly price that falls on these days. The other figures on this page are at list prices.'),
    [head, ['---', '---:', '---:'], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
    ...(parts.length > 0 ? [t('Divided by use, in proportion to list prices:'), ...parts] : []),
  ];
}

function planTable(column: string, parts: readonly PlanPart[], { t, currency, home }: Voice): string[] {
  if (parts.length === 0) return [];
  const shown = parts.slice(0, mostRows).map(({ name, planUsd, listUsd }) => {
    const title = name === '' ? t('(not known)') : escapeMarkdown(shortened(name, home));
    return `| ${title} | ${moneyText(planUsd, currency)} | ${moneyText(listUsd, currency)} |`;
  });
  const head = `| ${column} | ${t('Part of the plan')} | ${t('At list prices')} |`;
  const rest = parts.length - shown.length;
  return [[head, '|---|---:|---:|', ...shown].join('\n'), ...(rest > 0 ? [t('{0} more with less.', rest)] : [])];
}

function timeOf(time: AgentClocks, t: Translate): string[] {
  const rows = agentTimeRows(time, t);
  return [
    `## ${t('Agent time')}`,
    t('Counted separately and never added to your time.'),
    [
      `| ${t('What')} | ${t('Time')} |`,
      '|---|---:|',
      ...rows.map(([what, ms]) => `| ${what} | ${formatDuration(ms, t)} |`),
    ].join('\n'),
  ];
}

/** A path with the home folder as `~`. */
function shortened(path: string, home: string): string {
  const isBelow = home !== '' && path.startsWith(home) && /^(?:$|[/\\])/.test(path.slice(home.length));
  return isBelow ? `~${path.slice(home.length)}` : path;
}

function headline({ totals }: UsageReport, { t, currency }: Voice): string[] {
  if (totals.calls === 0) return [`**${t('No usage on these days.')}**`];
  const { input, output, cacheWrite, cacheWrite1h, cacheRead } = totals.tokens;
  const unpriced =
    totals.unpricedCalls === 0
      ? []
      : [
          t(
            'Unpriced calls: {0}, with {1} tokens. The price of their model, or what they used, is not known.',
            totals.unpricedCalls,
            count(totals.unpricedTokens),
          ),
        ];
  return [
    `**${t('{0} at list prices', moneyText(totals.costUsd, currency))}** · ${counted(t, ['1 model call', '{1} model calls'], [totals.calls, count(totals.calls)])}`,
    t(
      'Tokens: {0} input, {1} output, {2} written to caches, {3} read from caches.',
      count(input),
      count(output),
      count(cacheWrite + cacheWrite1h),
      count(cacheRead),
    ),
    ...unpriced,
  ];
}

/** A table with a row for each tool, model, or the like: cost, calls, and tokens. */
export function section(
  [title, column]: readonly [string, string],
  rows: readonly UsageRow[],
  voice: Pick<Voice, 't' | 'currency'>,
): string[] {
  const { t } = voice;
  if (rows.length === 0) return [];
  const shown = rows.slice(0, mostRows);
  const rest = rows.length - shown.length;
  const head = [
    column,
    t('Cost'),
    t('Calls'),
    t('Input'),
    t('Output'),
    t('Cache writes'),
    t('Cache reads'),
    t('Reasoning'),
  ];
  return [
    `## ${title}`,
    [
      `| ${head.join(' | ')} |`,
      `|---|${'---:|'.repeat(head.length - 1)}`,
      ...shown.map(({ name, totals }) =>
        usageRow(name === '' ? t('(not known)') : escapeMarkdown(name), totals, voice),
      ),
    ].join('\n'),
    ...(rest > 0 ? [t('{0} more with less.', rest)] : []),
  ];
}

function usageRow(name: string, totals: UsageTotals, voice: Pick<Voice, 't' | 'currency'>): string {
  const { input, output, cacheWrite, cacheWrite1h, cacheRead, reasoning } = totals.tokens;
  const cells = [totals.calls, input, output, cacheWrite + cacheWrite1h, cacheRead, reasoning].map(count);
  return `| ${[name, costInWords(totals, voice), ...cells].join(' | ')} |`;
}

/** Never 0 for something without a price. */
export function costInWords(
  { costUsd, calls, unpricedCalls }: Pick<UsageTotals, 'costUsd' | 'calls' | 'unpricedCalls'>,
  { t, currency }: Pick<Voice, 't' | 'currency'>,
): string {
  if (unpricedCalls === calls && calls > 0) return t('unpriced');
  const cost = moneyText(costUsd, currency);
  return unpricedCalls > 0 ? t('{0} + unpriced', cost) : cost;
}

function readingTable(readings: readonly ToolReading[], t: Translate): string {
  const head = [
    t('Tool'),
    t('Files'),
    t('Sessions'),
    t('Prompts'),
    t('Tool calls'),
    t('Lines'),
    t('Entries'),
    t('Used'),
    t('Duplicates'),
    t('Excluded'),
    t('Not understood'),
  ];
  const rows = readings.map(({ tool, files, sessions, turns, toolCalls, reconciliation }) => {
    const { lines, entriesRead, entriesUsed, duplicates, excluded, problems } = reconciliation;
    const odd = notUnderstood(problems);
    const cells = [files, sessions, turns, toolCalls, lines, entriesRead, entriesUsed, duplicates, excluded, odd];
    return `| ${[toolNames[tool], ...cells.map(count)].join(' | ')} |`;
  });
  return [`| ${head.join(' | ')} |`, `|---|${'---:|'.repeat(head.length - 1)}`, ...rows].join('\n');
}

/** Describes what was not understood, by reason, and the tool's own messages. */
function notes({ tool, reconciliation, own }: ToolReading, { t, currency }: Voice): string[] {
  const reasons: Readonly<Record<Exclude<LogProblem, 'no-tokens'>, string>> = {
    'invalid-json': t('invalid JSON'),
    'line-too-long': t('a line over 16 MB'),
    'file-too-large': t('a document over 64 MB'),
    'unreadable-file': t('a file that could not be read'),
    'unknown-type': t('a kind of entry that this version does not know'),
    'no-time': t('invalid time'),
    'bad-usage': t('invalid token counts'),
    database: t("a database, or a part of one, that can't be read"),
  };
  const found = [...reconciliation.problems].flatMap(([problem, times]) =>
    problem === 'no-tokens' ? [] : [`${reasons[problem]} (${times})`],
  );
  const old = reconciliation.problems.get('no-tokens') ?? 0;
  return [
    ...(old > 0
      ? [
          counted(
            t,
            [
              '{1}: 1 log is from a version that wrote neither tokens nor times, so its session is not counted.',
              '{1}: {0} logs are from a version that wrote neither tokens nor times, so their sessions are not counted.',
            ],
            [old, toolNames[tool]],
          ),
        ]
      : []),
    ...(found.length > 0 ? [t('{0}, not understood: {1}.', toolNames[tool], found.join(', '))] : []),
    ...(own
      ? [
          counted(
            t,
            [
              '{1} wrote its own total for {0} session: {2}. Its calls in the logs come to {3}. What is only in that total, such as canceled calls and compactions, comes to {4} and is included on this page.',
              '{1} wrote its own total for {0} sessions: {2}. Their calls in the logs come to {3}. What is only in that total, such as canceled calls and compactions, comes to {4} and is included on this page.',
            ],
            [
              own.sessions,
              toolNames[tool],
              moneyText(own.theirUsd, currency),
              moneyText(own.loggedUsd, currency),
              moneyText(own.unloggedUsd, currency),
            ],
          ),
        ]
      : []),
  ];
}

/** A size for people. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} KB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** A number with its thousands apart. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}
