import * as l10n from '@vscode/l10n';
import { Icon } from '../../controls/icon.tsx';
import { fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';

/** Today's score against the usual one of the same weekday. */
export function Trend({ percent, day }: { percent: number | null; day: string }) {
  const { format } = useApp();
  const weekday = format.weekday(day, 'long');
  if (percent === null)
    return <p class="trend secondary">{l10n.t('A comparison appears once there is an earlier {0}.', weekday)}</p>;
  const whole = Math.round(percent);
  const text =
    whole > 0
      ? l10n.t('{0} above your usual {1}')
      : whole < 0
        ? l10n.t('{0} below your usual {1}')
        : l10n.t('As on your usual {1}');
  return (
    <p class="trend">
      <Icon name={whole > 0 ? 'arrowUp' : whole < 0 ? 'arrowDown' : 'arrowFlat'} />
      <span>{fill(text, format.percent(Math.abs(whole) / 100), weekday)}</span>
    </p>
  );
}
