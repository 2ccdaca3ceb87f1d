import * as l10n from '@vscode/l10n';
import type { AgentDayView } from '../../../catalog/view.ts';
import { useApp } from '../../state/app.ts';

type Totals = AgentDayView['totals'];

/** Describes tokens and cost. Something without a price is never shown as free. */
export function useTotalWords(): { tokens(totals: Totals): string; cost(totals: Totals): string } {
  const { format } = useApp();
  return {
    tokens: ({ tokens: { input, output, cacheWrite, cacheWrite1h, cacheRead } }) =>
      format.number(input + output + cacheWrite + cacheWrite1h + cacheRead),
    cost: ({ costUsd, unpricedTokens }) => {
      if (unpricedTokens === 0) return format.money(costUsd);
      return costUsd === 0 ? l10n.t('unpriced') : l10n.t('{0} + unpriced', format.money(costUsd));
    },
  };
}
