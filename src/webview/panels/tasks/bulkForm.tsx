import * as l10n from '@vscode/l10n';
import type { TaskPage } from '../../../catalog/view.ts';
import { DateField } from '../../controls/dateFields.tsx';
import { FieldRow } from '../../controls/field.tsx';
import { Form, FormEnd } from '../../controls/form.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import { plural } from '../../format/plural.ts';
import type { Undoable } from '../../layout/undo.tsx';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { bulkChange, plainBulk, type BulkDraft } from './bulkChange.ts';
import { statusLabels, taskPriorityLabels } from './labels.ts';

interface BulkFormProps {
  readonly tasks: Readonly<TaskPage['tasks']>;
  readonly onDone: (change: Undoable) => void;
  readonly onCancel: () => void;
}

/** Changes the tasks that are selected, all at once. */
export function BulkForm({ tasks, onDone, onCancel }: BulkFormProps) {
  const { rpc, format } = useApp();
  const action = useAction();
  const [draft, setDraft] = useKept<BulkDraft>('draft.tasks.bulk', plainBulk);
  const change = (part: Partial<BulkDraft>) => setDraft({ ...draft, ...part });
  const end = () => (setDraft(plainBulk), onCancel());
  const selected = format.count(plural('{0} task selected', '{0} tasks selected'), tasks.length);
  const submit = async () => {
    const { changes, undo } = bulkChange(tasks, draft);
    if (changes.length === 0) return end();
    const failed: string[] = [];
    const isDone = await action.run(async () => {
      for (const one of changes)
        for (const { reason } of (await rpc.call('tasks.changeMany', one)).failed) failed.push(reason);
    });
    if (!isDone) return;
    const text = format.count(plural('Changed {0} task.', 'Changed {0} tasks.'), tasks.length);
    onDone({
      text: failed.length > 0 ? l10n.t('Not every task was changed: {0}', failed[0] ?? '') : text,
      undo: async () => {
        for (const id of undo.reopen) await rpc.call('tasks.reopen', { id });
        for (const one of undo.setStatus) await rpc.call('tasks.setStatus', one);
        for (const one of undo.revise) await rpc.call('tasks.revise', one);
      },
    });
    end();
  };
  return (
    <Form name={selected} onSubmit={() => void submit()} onCancel={end}>
      <p class="secondary">{selected}</p>
      <FieldRow>
        <Select
          label={l10n.t('Status')}
          value={draft.status}
          options={{ '': l10n.t('Keep'), ...statusLabels() }}
          onChange={(status) => change({ status })}
        />
        <Select
          label={l10n.t('Priority')}
          value={draft.priority}
          options={{ '': l10n.t('Keep'), ...taskPriorityLabels() }}
          onChange={(priority) => change({ priority })}
        />
      </FieldRow>
      <FieldRow>
        <DateField
          label={l10n.t('Due')}
          value={draft.day}
          onInput={(day) => change({ day })}
          hint={tasks.some(({ repeat }) => repeat) ? l10n.t('Repeating tasks keep their dates.') : undefined}
        />
        <TextField label={l10n.t('Add tags')} value={draft.tags} onInput={(tags) => change({ tags })} />
      </FieldRow>
      <FormEnd onSubmit={submit} onCancel={end} action={action} label={l10n.t('Change Tasks')} />
    </Form>
  );
}
