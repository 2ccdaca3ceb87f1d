import type { HistoryView } from '../../../shared/historyViews.ts';
import type { Dashboard } from '../../../shared/views.ts';
import { fill } from '../../format/text.ts';
import { useHistoryBasis } from '../../layout/openDay.ts';
import { useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';

/** This week and month against as many days of the ones before, and the best week of the last 53. */
export function Comparison({ dashboard }: { dashboard: Dashboard }) {
  const { strings, format } = useApp();
  const t = strings.score.compare;
  const { data, error } = useAnswer('history.get', {}, useHistoryBasis(dashboard));
  if (error !== undefined) return <p class="secondary">{t.failed}</p>;
  // The place is kept, so that nothing below it moves when the answer comes.
  return (
    <dl class="comparison" aria-label={t.name}>
      <SoFar name={t.week} before={t.lastWeek} times={data?.week} />
      <SoFar name={t.month} before={t.lastMonth} times={data?.month} />
      <div>
        <dt>{t.best}</dt>
        <dd>
          {data?.bestWeek ? (
            <>
              {format.duration(data.bestWeek.ms)}{' '}
              <span class="secondary">{fill(t.from, format.shortDay(data.bestWeek.from))}</span>
            </>
          ) : (
            '–'
          )}
        </dd>
      </div>
    </dl>
  );
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
    <span class="secondary">
      {fill(before, `${change > 0 ? '+' : change < 0 ? '−' : ''}${format.percent(Math.abs(change) / 100)}`)}
    </span>
  );
}
