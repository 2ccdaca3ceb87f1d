import * as l10n from '@vscode/l10n';
import { splitLabels } from './labels.ts';
import type { SplitPart, Today } from '../../../core/views/views.ts';
import { Legend } from '../../charts/legend.tsx';
import { useApp } from '../../state/app.ts';

/** The tone of each part, in the order in which they are shown. */
const tones: Readonly<Record<SplitPart, string>> = {
  coding: 'coding',
  learning: 'learning',
  collaboration: 'reviewing',
  rest: 'other',
};
const order = Object.keys(tones) as SplitPart[];

/** Today's time as a bar in parts and as text; the parts sum to the total. */
export function SplitBar({ today: { bySplit } }: { today: Today }) {
  const { format } = useApp();
  const parts = order.filter((part) => bySplit[part] > 0);
  const totalMs = parts.reduce((sum, part) => sum + bySplit[part], 0);
  if (totalMs === 0) return null;
  return (
    <div class="split">
      <div class="split-bar" aria-hidden="true">
        {parts.map((part) => (
          <span key={part} class={`tone tone-${tones[part]}`} style={{ flexGrow: bySplit[part] }} />
        ))}
      </div>
      <Legend
        name={l10n.t('Where the time went')}
        entries={parts.map((part) => ({
          tone: tones[part],
          label: splitLabels()[part],
          value: `${format.duration(bySplit[part])} ${format.percent(bySplit[part] / totalMs)}`,
        }))}
      />
    </div>
  );
}
