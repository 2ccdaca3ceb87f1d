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
      const dollars = costUsd > 0 && costUsd < 0.01 ? '<$0.01' : `$${costUsd.toFixed(2)}`;
      if (unpricedTokens === 0) return dollars;
      return costUsd === 0 ? l10n.t('unpriced') : l10n.t('{0} + unpriced', dollars);
    },
  };
}
