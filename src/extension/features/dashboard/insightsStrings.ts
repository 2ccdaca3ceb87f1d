import { l10n } from 'vscode';
import type { InsightsStrings } from '../../../core/views/viewStrings.ts';

/** Texts of the insights and of the receipts. */
export function insightsStrings(): InsightsStrings {
  return {
    heading: l10n.t('Insights'),
    tabs: { bottlenecks: l10n.t('Bottlenecks'), patterns: l10n.t('Patterns'), suggestions: l10n.t('Suggestions') },
    loading: l10n.t('Reading…'),
    never: l10n.t(
      'What slows you down appears here, with evidence, after a few days of work. You need no key and no network.',
    ),
    none: {
      bottlenecks: l10n.t('Nothing measured slows you down.'),
      patterns: l10n.t('No patterns yet.'),
      suggestions: l10n.t('No suggestions: nothing measured calls for one.'),
    },
    analyze: l10n.t('Analyze Now'),
    analyzing: l10n.t('Analyzing…'),
    analyzed: l10n.t('Analyzed'),
    madeBy: l10n.t('By {0}, {1}, from {2} to {3}'),
    fallback: l10n.t('The built-in rules made this, since the chosen model did not: {0}'),
    dropped: {
      one: l10n.t('{0} item was hidden: no measured fact supports it.'),
      other: l10n.t('{0} items were hidden: no measured fact supports them.'),
    },
    impacts: { high: l10n.t('High impact'), medium: l10n.t('Medium impact'), low: l10n.t('Low impact') },
    since: l10n.t('since {0}'),
    evidence: l10n.t('Evidence'),
    flagged: l10n.t('Not in the evidence: {0}'),
    setKey: l10n.t('Set Claude API Key'),
    noKey: l10n.t('AI is on, but there is no API key yet, so the built-in rules are used.'),
    today: l10n.t('Today: {0} of {1} calls, {2} of {3} US dollars'),
    ...actionStrings(),
    ...receiptStrings(),
  };
}

type ActionStrings = Pick<
  InsightsStrings,
  | 'muted'
  | 'analysisOf'
  | 'latest'
  | 'showSpans'
  | 'useful'
  | 'notUseful'
  | 'addToPlan'
  | 'planned'
  | 'plannedFor'
  | 'byRules'
  | 'nextTokens'
  | 'nextCost'
  | 'nextAtMost'
  | 'nextUnpriced'
  | 'nextCached'
  | 'nextOver'
>;

function actionStrings(): ActionStrings {
  return {
    muted: {
      one: l10n.t('{0} item is hidden because you marked similar ones "Not useful".'),
      other: l10n.t('{0} items are hidden because you marked similar ones "Not useful".'),
    },
    analysisOf: l10n.t('Analysis of'),
    latest: l10n.t('Latest'),
    showSpans: l10n.t('Show the time behind it'),
    useful: l10n.t('Useful'),
    notUseful: l10n.t('Not Useful'),
    addToPlan: l10n.t('Add to Plan'),
    planned: l10n.t('In the plan'),
    plannedFor: l10n.t('Added to the plan of {0}'),
    byRules: l10n.t('The built-in rules are used here. Nothing is sent, and nothing costs money.'),
    nextTokens: l10n.t('A refresh sends about {1} tokens to {0}.'),
    nextCost: l10n.t('Probably {0} US dollars, at most {1}.'),
    nextAtMost: l10n.t('At most {0} US dollars.'),
    nextUnpriced: l10n.t('Its price is not known.'),
    nextCached: l10n.t('Nothing new since the last answer. A refresh sends nothing.'),
    nextOver: l10n.t("Today's limit is reached, so a refresh uses the built-in rules."),
  };
}

type ReceiptStrings = Pick<
  InsightsStrings,
  'receipts' | 'noReceipts' | 'receiptsHint' | 'columns' | 'tasks' | 'outcomes' | 'unpriced' | 'showOf' | 'seconds'
>;

function receiptStrings(): ReceiptStrings {
  return {
    receipts: l10n.t('AI Receipts'),
    noReceipts: l10n.t('No model has ever been called. Nothing has left this machine.'),
    receiptsHint: l10n.t('Every call to a model, with what was sent. Prices as of {0}.'),
    columns: {
      time: l10n.t('Time'),
      what: l10n.t('For'),
      model: l10n.t('Model'),
      outcome: l10n.t('Outcome'),
      tokens: l10n.t('Tokens in / out'),
      cost: l10n.t('US dollars'),
      duration: l10n.t('Duration'),
      payload: l10n.t('Payload'),
    },
    tasks: { analysis: l10n.t('Analysis'), plan: l10n.t('Plan') },
    outcomes: {
      sent: l10n.t('outcome unknown'),
      ok: l10n.t('done'),
      cached: l10n.t('from the cache'),
      refused: l10n.t('refused'),
      truncated: l10n.t('cut off'),
      unreadable: l10n.t('unreadable'),
      'rate-limited': l10n.t('too many requests'),
      overloaded: l10n.t('overloaded'),
      'server-error': l10n.t('service error'),
      timeout: l10n.t('timed out'),
      network: l10n.t('not reached'),
      auth: l10n.t('key not accepted'),
      permission: l10n.t('not permitted'),
      billing: l10n.t('no credit'),
      'bad-request': l10n.t('not accepted'),
      'no-model': l10n.t('no such model'),
      'too-large': l10n.t('too large'),
      cancelled: l10n.t('canceled'),
    },
    unpriced: l10n.t('price not known'),
    showOf: l10n.t('Show what was sent at {0}'),
    seconds: l10n.t('{0} s'),
  };
}
