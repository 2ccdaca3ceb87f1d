import type { UsageTotals } from '../../../agents/summary.ts';
import { counted } from '../../../core/base/counted.ts';
import { moneyText, type ShownCurrency } from '../../../core/base/money.ts';
import type { Translate } from '../../../core/base/translate.ts';

/**
 * Returns the dashboard's text if a month costs more than its budget, in US dollars; undefined otherwise. Unpriced calls are never treated
 * as free.
 */
export function budgetText(
  { costUsd, unpricedCalls }: Pick<UsageTotals, 'costUsd' | 'unpricedCalls'>,
  { budgetUsd, currency }: { readonly budgetUsd: number; readonly currency?: ShownCurrency | undefined },
  t: Translate,
): string | undefined {
  if (costUsd <= budgetUsd) return undefined;
  const [spent, budget] = [costUsd, budgetUsd].map((usd) => moneyText(usd, currency)) as [string, string];
  return unpricedCalls > 0
    ? counted(
        t,
        [
          'AI tools cost {1} at list prices this month, and {0} call without a known price. Your budget is {2}.',
          'AI tools cost {1} at list prices this month, and {0} calls without a known price. Your budget is {2}.',
        ],
        [unpricedCalls, spent, budget],
      )
    : t('AI tools cost {0} at list prices this month. Your budget is {1}.', spent, budget);
}
