import type { ActivityKind } from '../../../shared/activity.ts';
import type { Dashboard } from '../../../shared/views.ts';
import { Legend } from '../../charts/legend.tsx';
import { IconButton } from '../../controls/button.tsx';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useApp, useKept } from '../../state/app.ts';
import { TimelineChart } from './timelineChart.tsx';
import { TimelineList } from './timelineList.tsx';
import './timeline.css';

/** Where today went: its blocks by kind, with the gaps between them. */
export const timelinePanel: PanelDefinition = { id: 'timeline', slot: 'today', View: TimelinePanel };

function TimelinePanel({ dashboard }: { dashboard: Dashboard }) {
  const { strings, format } = useApp();
  const t = strings.timeline;
  const [asList, setAsList] = useKept('timeline.list', false);
  const { timeline, byKind } = dashboard.today;
  const toggle = (
    <IconButton
      name={asList ? strings.common.hideList : strings.common.asList}
      icon="list"
      onClick={() => setAsList(!asList)}
    />
  );
  const kinds = byKind.map(({ name, ms }) => ({
    tone: isKind(name, strings.kinds) ? name : 'other',
    label: isKind(name, strings.kinds) ? strings.kinds[name] : name,
    value: format.duration(ms),
  }));
  return (
    <Panel id="timeline" title={t.heading} actions={timeline.length > 0 && toggle}>
      {timeline.length === 0 ? (
        <p class="empty">{t.empty}</p>
      ) : (
        <>
          <TimelineChart blocks={timeline} now={dashboard.at} />
          <Legend name={t.legend} entries={kinds} />
          {asList && <TimelineList blocks={timeline} />}
        </>
      )}
    </Panel>
  );
}

function isKind(name: string, kinds: Readonly<Record<ActivityKind, string>>): name is ActivityKind {
  return Object.hasOwn(kinds, name);
}
