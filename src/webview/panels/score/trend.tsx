import { Icon } from '../../controls/icon.tsx';
import { fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';

/** Today's score against the usual one of the same weekday. */
export function Trend({ percent, day }: { percent: number | null; day: string }) {
  const { strings, format } = useApp();
  const t = strings.score;
  const weekday = format.weekday(day, 'long');
  if (percent === null) return <p class="trend secondary">{fill(t.trendNone, weekday)}</p>;
  const whole = Math.round(percent);
  const text = whole > 0 ? t.trendUp : whole < 0 ? t.trendDown : t.trendSame;
  return (
    <p class="trend">
      <Icon name={whole > 0 ? 'arrowUp' : whole < 0 ? 'arrowDown' : 'arrowFlat'} />
      <span>{fill(text, format.percent(Math.abs(whole) / 100), weekday)}</span>
    </p>
  );
}
