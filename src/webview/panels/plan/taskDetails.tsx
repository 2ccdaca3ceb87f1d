import * as l10n from '@vscode/l10n';
import { providerLabels } from '../../../core/views/labels.ts';
import type { PlanTask } from '../../../core/views/views.ts';
import { Button } from '../../controls/button.tsx';
import { isPage } from '../../format/text.ts';
import { EvidenceList } from './evidenceList.tsx';
import { InEditor } from '../../layout/inEditor.tsx';

interface TaskDetailsProps {
  readonly task: PlanTask;
  readonly first: boolean;
  readonly last: boolean;
  readonly onMove: (by: -1 | 1) => unknown;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** Shows why a task is in the plan, and its actions. */
export function TaskDetails({ task, first, last, onMove, onEdit, onDelete }: TaskDetailsProps) {
  const evidence = task.evidence.filter(({ id }) => id !== 'link');
  const link = task.evidence.find(({ id }) => id === 'link')?.url;
  const { source } = task;
  const sourceText =
    source === 'user' ? l10n.t('Added by you.') : l10n.t('Made by {0}.', providerLabels(l10n.t)[source]);
  return (
    <div class="task-details">
      {evidence.length > 0 && <EvidenceList evidence={evidence} />}
      <p class="secondary">{sourceText}</p>
      {isPage(link) && (
        <p>
          <a href={link}>{link}</a>
        </p>
      )}
      <InEditor>
        <div class="button-row">
          <Button icon="edit" onClick={onEdit}>
            {l10n.t('Edit')}
          </Button>
          {!first && (
            <Button icon="arrowUp" onClick={() => onMove(-1)}>
              {l10n.t('Move Up')}
            </Button>
          )}
          {!last && (
            <Button icon="arrowDown" onClick={() => onMove(1)}>
              {l10n.t('Move Down')}
            </Button>
          )}
          <Button icon="trash" onClick={onDelete}>
            {l10n.t('Delete')}
          </Button>
        </div>
        {!(first && last) && <p class="secondary task-hint">{l10n.t('Alt+Up and Alt+Down move the task too.')}</p>}
      </InEditor>
    </div>
  );
}
