import type { Dashboard } from '../../../core/views/views.ts';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { IconButton } from '../../controls/button.tsx';
import { useApp, useKept } from '../../state/app.ts';
import { TaskBoard } from './taskBoard.tsx';
import { plainFilter, type ListFilter } from './listFilter.ts';
import './tasks.css';

/** Everything there is to do, beside the plan of the day. */
export const tasksPanel: PanelDefinition = { id: 'tasks', slot: 'plan', View: TasksPanel };

function TasksPanel({ dashboard }: { dashboard: Dashboard }) {
  const { strings } = useApp();
  const t = strings.tasks;
  const [filter, setFilter] = useKept<ListFilter | undefined>('draft.tasks.filter', undefined);
  return (
    <Panel
      id="tasks"
      title={t.heading}
      closedWhenNarrow
      late
      actions={
        <IconButton
          name={filter ? t.filterOff : t.filter}
          icon={filter ? 'close' : 'filter'}
          expanded={filter !== undefined}
          onClick={() => setFilter(filter ? undefined : plainFilter)}
        />
      }
    >
      <TaskBoard dashboard={dashboard} filter={filter} onFilter={setFilter} />
    </Panel>
  );
}
