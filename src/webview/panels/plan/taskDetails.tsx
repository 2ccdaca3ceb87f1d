import type { PlanTask } from '../../../core/views/views.ts';
import { Button } from '../../controls/button.tsx';
import { useApp } from '../../state/app.ts';
import { fill, isPage } from '../../format/text.ts';
import { EvidenceList } from './evidenceList.tsx';

interface TaskDetailsProps {
  readonly task: PlanTask;
  readonly first: boolean;
  readonly last: boolean;
  readonly onMove: (by: -1 | 1) => unknown;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** Why a task is in the plan, and what can be done with it. */
export function TaskDetails({ task, first, last, onMove, onEdit, onDelete }: TaskDetailsProps) {
  const { strings } = useApp();
  const t = strings.plan;
  const evidence = task.evidence.filter(({ id }) => id !== 'link');
  const link = task.evidence.find(({ id }) => id === 'link')?.url;
  const { source } = task;
  const sourceText = source === 'user' ? t.byYou : fill(t.madeBy, strings.providers[source]);
  return (
    <div class="task-details">
      {evidence.length > 0 && <EvidenceList evidence={evidence} />}
      <p class="secondary">{sourceText}</p>
      {isPage(link) && (
        <p>
          <a href={link}>{link}</a>
        </p>
      )}
      <div class="button-row">
        <Button icon="edit" onClick={onEdit}>
          {strings.common.edit}
        </Button>
        {!first && (
          <Button icon="arrowUp" onClick={() => onMove(-1)}>
            {t.moveUp}
          </Button>
        )}
        {!last && (
          <Button icon="arrowDown" onClick={() => onMove(1)}>
            {t.moveDown}
          </Button>
        )}
        <Button icon="trash" onClick={onDelete}>
          {strings.common.delete}
        </Button>
      </div>
      {!(first && last) && <p class="secondary task-hint">{t.reorderHint}</p>}
    </div>
  );
}
