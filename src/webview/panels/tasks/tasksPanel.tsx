import * as l10n from '@vscode/l10n';
import type { Dashboard } from '../../../core/views/views.ts';
import { later } from '../../layout/later.tsx';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { IconButton } from '../../controls/button.tsx';
import { useKept } from '../../state/app.ts';
import { plainFilter, type ListFilter } from './listFilter.ts';
import './tasks.css';

/** All tasks, beside the plan of the day. */
export const tasksPanel: PanelDefinition = { id: 'tasks', slot: 'plan', View: TasksPanel };

const TaskBoard = later((parts) => parts.TaskBoard);

function TasksPanel({ dashboard }: { dashboard: Dashboard }) {
  const [filter, setFilter] = useKept<ListFilter | undefined>('draft.tasks.filter', undefined);
  return (
    <Panel
      id="tasks"
      title={l10n.t('Tasks')}
      closedWhenNarrow
      late
      actions={
        <IconButton
          name={filter ? l10n.t('Remove filter') : l10n.t('Filter and sort tasks')}
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
