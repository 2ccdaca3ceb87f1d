import * as l10n from '@vscode/l10n';
import { listLabels } from './labels.ts';
import { topOf, type TopOf } from '../../../core/views/history.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { useHistoryBasis } from '../../layout/openDay.ts';
import { Panel } from '../../layout/panel.tsx';
import { Pending } from '../../layout/pending.tsx';
import { RangeRow, useRange } from '../../layout/rangeSelect.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { TopRow } from './topRow.tsx';
import './top.css';

/** Projects, categories, languages, files and branches by their time and share, each with the days it rests on. */
export const topPanel: PanelDefinition = { id: 'top', slot: 'history', View: TopPanel };

function TopPanel({ dashboard }: { dashboard: Dashboard }) {
  return (
    <Panel id="top" title={l10n.t('Where Time Went')} closedWhenNarrow late>
      {dashboard.firstDay ? (
        <p class="empty">{l10n.t('Projects, languages, files and branches appear here as you work.')}</p>
      ) : (
        <Lists dashboard={dashboard} />
      )}
    </Panel>
  );
}

function Lists({ dashboard }: { dashboard: Dashboard }) {
  const [days] = useRange();
  const answer = useAnswer('top.get', { days }, useHistoryBasis(dashboard));
  const { data } = answer;
  return (
    <>
      <RangeRow />
      <Pending answer={answer} />
      {data?.totalMs === 0 && <p class="empty">{l10n.t('Nothing was recorded on these days.')}</p>}
      {data && data.totalMs > 0 && (
        <div class="top-lists">
          {topOf.map((of) => (
            <section key={of} aria-label={listLabels()[of]}>
              <h3 class="top-heading">{listLabels()[of]}</h3>
              <ul>
                {data.lists[of].map((part) => (
                  <TopRow key={part.type + part.id} of={of satisfies TopOf} part={part} totalMs={data.totalMs} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </>
  );
}
