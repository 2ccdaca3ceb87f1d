import { useState } from 'preact/hooks';
import type { TaskView } from '../../../catalog/view.ts';
import { Button } from '../../controls/button.tsx';
import { DateField } from '../../controls/dateFields.tsx';
import { FieldMessage, FieldRow } from '../../controls/field.tsx';
import { Form } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import { fill } from '../../format/text.ts';
import { useAction, useApp } from '../../state/app.ts';
import { checkTask, type TaskDraft } from './taskDraft.ts';

interface TaskFormProps {
  readonly task: TaskView;
  readonly draft: TaskDraft;
  readonly onDraft: (draft: TaskDraft | undefined) => void;
}

/** A task while it is edited: the form takes its place in the list. */
export function TaskForm({ task, draft, onDraft }: TaskFormProps) {
  const { rpc, strings, announce } = useApp();
  const t = strings.tasks.form;
  const action = useAction();
  const [isTried, setTried] = useState(false);
  const { changes, problems } = checkTask(draft, t);
  const change = (part: Partial<TaskDraft>) => onDraft({ ...draft, ...part });
  const errorOf = (field: keyof TaskDraft) => (isTried ? problems[field] : undefined);
  const cancel = () => onDraft(undefined);
  const save = async () => {
    if (!changes) return setTried(true);
    if (!(await action.run(() => rpc.call('tasks.revise', changes)))) return;
    announce(t.saved);
    onDraft(undefined);
  };
  return (
    <Form name={fill(t.name, task.title)} onSubmit={() => void save()} onCancel={cancel}>
      <TextField
        label={t.title}
        value={draft.title}
        onInput={(title) => change({ title })}
        error={errorOf('title')}
        autofocus
      />
      <PlanFields draft={draft} onChange={change} errorOf={errorOf} />
      <TextField
        label={t.description}
        value={draft.description}
        onInput={(description) => change({ description })}
        rows={4}
      />
      <div class="button-row">
        <Button primary onClick={save} busy={action.busy}>
          {strings.common.save}
        </Button>
        <Button onClick={cancel}>{strings.common.cancel}</Button>
      </div>
      <CallMessage error={action.error} />
    </Form>
  );
}

interface PlanFieldsProps {
  readonly draft: TaskDraft;
  readonly onChange: (part: Partial<TaskDraft>) => void;
  readonly errorOf: (field: keyof TaskDraft) => string | undefined;
}

/** When it is due, how it repeats, how long it takes, and what it belongs to. */
function PlanFields({ draft, onChange: change, errorOf }: PlanFieldsProps) {
  const { strings } = useApp();
  const t = strings.tasks.form;
  return (
    <>
      <FieldRow>
        <DateField label={t.due} value={draft.day} onInput={(day) => change({ day })} />
        <TextField label={t.time} value={draft.time} onInput={(time) => change({ time })} error={errorOf('time')} />
      </FieldRow>
      <div>
        <Select
          label={t.repeat}
          value={draft.repeat}
          options={repeatsFor(draft, t.repeats)}
          onChange={(repeat) => change({ repeat })}
        />
        <FieldMessage error={errorOf('repeat')} />
      </div>
      <FieldRow>
        <Select
          label={t.priority}
          value={draft.priority}
          options={strings.tasks.priorities}
          onChange={(priority) => change({ priority })}
        />
        <TextField
          label={t.estimate}
          value={draft.estimate}
          onInput={(estimate) => change({ estimate })}
          error={errorOf('estimate')}
        />
      </FieldRow>
      <FieldRow>
        <TextField label={t.tags} value={draft.tags} onInput={(tags) => change({ tags })} hint={t.tagsHint} />
        <TextField label={t.project} value={draft.project} onInput={(project) => change({ project })} />
      </FieldRow>
    </>
  );
}

/** A rule that the form can't make is only offered where it is the present one. */
function repeatsFor(
  { before }: TaskDraft,
  all: Record<TaskDraft['repeat'], string>,
): Record<TaskDraft['repeat'], string> {
  const { other, ...plain } = all;
  const { repeat } = before;
  const isOther = repeat && (repeat.interval !== 1 || repeat.weekdays || repeat.monthDay !== undefined || repeat.until);
  return (isOther ? { ...plain, other } : plain) as Record<TaskDraft['repeat'], string>;
}
