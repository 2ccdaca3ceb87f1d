import * as l10n from '@vscode/l10n';
import type { HistoryView } from '../../../core/views/historyViews.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { fill } from '../../format/text.ts';
import { useHistoryBasis } from '../../layout/openDay.ts';
import { useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';

/** This week and month against the ones before up to the same time, and the best week of the last 53. */
export function Comparison({ dashboard }: { dashboard: Dashboard }) {
  const { format } = useApp();
  const { data, error } = useAnswer('history.get', {}, useHistoryBasis(dashboard));
  if (error !== undefined) return <p class="secondary">{l10n.t('Weeks and months could not be compared.')}</p>;
  const now = data && upToNow(data, dashboard.today);
  // The place is kept, so that nothing below it moves when the answer comes.
  return (
    <dl class="comparison" aria-label={l10n.t('Comparison')}>
      <SoFar name={l10n.t('This week')} before={l10n.t('{0} vs. last week')} times={now?.week} />
      <SoFar name={l10n.t('This month')} before={l10n.t('{0} vs. last month')} times={now?.month} />
      <div>
        <dt>{l10n.t('Best week')}</dt>
        <dd>
          {now?.bestWeek ? (
            <>
              {format.duration(now.bestWeek.ms)}{' '}
              <span class="secondary">{l10n.t('from {0}', format.shortDay(now.bestWeek.from))}</span>
            </>
          ) : (
            '–'
          )}
        </dd>
      </div>
    </dl>
  );
}

/** The answer is up to a minute old, the snapshot a second: using the snapshot's today, a week is never less than the day beside it. */
function upToNow({ days, week, month, bestWeek }: HistoryView, today: Dashboard['today']): Omit<HistoryView, 'days'> {
  const newer = today.totalMs - (days.find(({ day }) => day === today.day)?.ms ?? 0);
  const thisWeek = { ...week, ms: week.ms + newer };
  const monday = days[7 * Math.floor((days.length - 1) / 7)]?.day;
  const isBest = monday !== undefined && bestWeek !== null && thisWeek.ms >= bestWeek.ms;
  return {
    week: thisWeek,
    month: { ...month, ms: month.ms + newer },
    bestWeek: isBest ? { from: monday, ms: thisWeek.ms } : bestWeek,
  };
}

interface SoFarProps {
  readonly name: string;
  readonly before: string;
  readonly times: HistoryView['week'] | undefined;
}

function SoFar({ name, before, times }: SoFarProps) {
  const { format } = useApp();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {times ? format.duration(times.ms) : '–'}
        {times && times.beforeMs > 0 && <Change times={times} before={before} />}
      </dd>
    </div>
  );
}

function Change({ times: { ms, beforeMs }, before }: { times: HistoryView['week']; before: string }) {
  const { format } = useApp();
  const change = Math.round((100 * (ms - beforeMs)) / beforeMs);
  return (
    <span class="secondary" title={l10n.t('Up to the same day and time')}>
      {fill(before, `${change > 0 ? '+' : change < 0 ? '−' : ''}${format.percent(Math.abs(change) / 100)}`)}
    </span>
  );
}
