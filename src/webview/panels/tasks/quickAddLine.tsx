import { baseName } from '../../../core/base/baseName.ts';
import * as l10n from '@vscode/l10n';
import { taskPriorityLabels } from './labels.ts';
import { useEffect, useState } from 'preact/hooks';
import type { Params, Result } from '../../../catalog/view.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { FieldMessage } from '../../controls/field.tsx';
import { Form } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { TextField } from '../../controls/textField.tsx';
import { chooseLocale } from '../../format/format.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Undoable } from '../../layout/undo.tsx';
import { useApp } from '../../state/app.ts';
import { useDueWords, useRepeatWords } from './taskWords.ts';
import { useTypedLine } from './useTypedLine.ts';

interface QuickAddLineProps {
  readonly dashboard: Dashboard;
  /** Says that a task was added: a long list doesn't show its end. */
  readonly onAdded: (done: Undoable) => void;
}

/** One line that adds a task, and under it how it is understood, before it is added. */
export function QuickAddLine({ dashboard, onAdded }: QuickAddLineProps) {
  const { rpc, zone } = useApp();
  const { text, setText, send, error } = useTypedLine('draft.tasks.add');
  const params = quickAddParams(text, zone);
  const preview = usePreview(params);
  const submit = async () => {
    await send(async (sent) => {
      const { id } = await rpc.call('tasks.add', quickAddParams(sent, zone));
      onAdded({ text: l10n.t('Task added.'), undo: () => rpc.call('tasks.delete', { id }) });
    });
  };
  return (
    <div class="todo-add">
      <Form name={l10n.t('Add a task')} onSubmit={() => void submit()} onCancel={() => setText('')}>
        <TextField
          label={l10n.t('Add a task')}
          value={text}
          onInput={setText}
          placeholder={l10n.t('Fix login #auth !high ^fri 2h @web-app')}
        />
      </Form>
      {text.trim() !== '' && preview && <Preview preview={preview} today={dashboard.today.day} />}
      <CallMessage error={error} />
    </div>
  );
}

/** The page's language and zone are the person's, also where the host is on another machine. */
export function quickAddParams(text: string, zone: string): Params<'tasks.add'> {
  return { text, locale: chooseLocale(document.documentElement.lang, navigator.languages), zone };
}

/** The host's interpretation of the line; the previous one until a newer one arrives. */
function usePreview(params: Params<'tasks.preview'>): Result<'tasks.preview'> | undefined {
  const { rpc } = useApp();
  const [preview, setPreview] = useState<Result<'tasks.preview'>>();
  useEffect(() => {
    if (params.text.trim() === '') return setPreview(undefined);
    let isCurrent = true;
    rpc.call('tasks.preview', params).then(
      (answer) => isCurrent && setPreview(answer),
      // Adding it shows the error.
      () => isCurrent && setPreview(undefined),
    );
    return () => void (isCurrent = false);
  }, [rpc, params.text]);
  return preview;
}

function Preview({ preview, today }: { preview: Result<'tasks.preview'>; today: string }) {
  const { format } = useApp();
  const dueWords = useDueWords(today);
  const repeatWords = useRepeatWords();
  const { title, priority, dueOn, estimate, project, repeat, tags, links, unclear } = preview;
  const chips = [
    dueOn && dueWords(dueOn),
    repeat && repeatWords(repeat),
    priority && taskPriorityLabels()[priority],
    estimate !== undefined && format.duration(estimate * minuteMs),
    project !== undefined && baseName(project),
    ...tags.map((tag) => `#${tag}`),
    ...links.map((link) => ('url' in link ? link.url.replace(/^https?:\/\//, '') : '')),
  ].filter((chip) => typeof chip === 'string' && chip !== '');
  return (
    <div class="todo-preview" role="status">
      {title === '' ? (
        <span class="secondary">{l10n.t('Enter what to do.')}</span>
      ) : (
        <span class="todo-preview-title">{title}</span>
      )}
      {chips.map((chip) => (
        <span key={chip} class="todo-chip">
          {chip}
        </span>
      ))}
      {unclear.map((word) => (
        <FieldMessage key={word} hint={l10n.t("Can't read {0}, so it stays in the title.", word)} />
      ))}
    </div>
  );
}
