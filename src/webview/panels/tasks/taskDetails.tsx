import * as l10n from '@vscode/l10n';
import type { TaskView } from '../../../catalog/view.ts';
import { Button } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { isPage } from '../../format/text.ts';
import { Pending } from '../../layout/pending.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { useRecordChanges } from '../../state/useRecordChanges.ts';
import { MarkdownText } from '../../controls/markdownText.tsx';
import { canHaveSubtasks, SubtaskLine, SubtaskList } from './subtasks.tsx';
import { linkLine } from './taskDraft.ts';
import { useRepeatWords } from './taskWords.ts';
import type { TaskActions } from './useTaskActions.ts';
import { EditorLink, InEditor } from '../../layout/inEditor.tsx';

interface TaskDetailsProps {
  readonly task: TaskView;
  readonly actions: TaskActions;
}

/** The texts, links, and subtasks of a task, and what can be done with it. */
export function TaskDetails({ task, actions }: TaskDetailsProps) {
  const changes = useRecordChanges(['tasks']);
  const answer = useAnswer('tasks.get', { id: task.id }, `${task.updatedAt} ${changes}`);
  const repeatWords = useRepeatWords();
  const { data } = answer;
  const isOccurrence = task.id.includes('@');
  return (
    <div class="todo-details">
      {task.hasText && <Pending answer={answer} />}
      {data?.markdown !== undefined && <MarkdownText text={data.markdown} />}
      {data?.notes !== undefined && <p class="todo-text secondary">{data.notes}</p>}
      {task.repeat && <p class="secondary">{repeatWords(task.repeat)}</p>}
      <Links links={task.links} />
      {!isOccurrence && <TimeSpent task={task} />}
      {data && <SubtaskList subtasks={data.children} actions={actions} />}
      <InEditor>
        {canHaveSubtasks(task) && <SubtaskLine task={task} />}
        {!isOccurrence && (
          <div class="button-row">
            {task.status !== 'done' && task.status !== 'archived' && (
              <>
                <Button onClick={() => actions.setStatus(task, task.status === 'inProgress' ? 'todo' : 'inProgress')}>
                  {task.status === 'inProgress' ? l10n.t('Set to To Do') : l10n.t('Start')}
                </Button>
                <Button onClick={() => actions.plan(task)}>{l10n.t("Add to Today's Plan")}</Button>
                <Button onClick={() => actions.time(task)}>{l10n.t('Start Timer')}</Button>
              </>
            )}
            {task.repeat && task.occurrence !== undefined && (
              <Button onClick={() => actions.skip(task)}>{l10n.t('Skip This Time')}</Button>
            )}
            <Button onClick={() => actions.archive(task)}>
              {task.status === 'archived' ? l10n.t('Unarchive') : l10n.t('Archive')}
            </Button>
            <Button icon="trash" onClick={() => actions.remove(task)}>
              {l10n.t('Delete')}
            </Button>
          </div>
        )}
      </InEditor>
    </div>
  );
}

/** The time that the task took so far; nothing if none was measured. */
function TimeSpent({ task }: { task: TaskView }) {
  const { format } = useApp();
  const changes = useRecordChanges(['timeEntries', 'timerStops']);
  const { data } = useAnswer('tasks.time', { id: task.id }, `${task.updatedAt} ${changes}`);
  if (!data || data.totalMs === 0) return null;
  const spent = l10n.t('Time spent: {0}', format.exactDuration(data.totalMs));
  const research = l10n.t('including research: {0}', format.exactDuration(data.researchMs));
  return <p class="secondary">{data.researchMs > 0 ? `${spent}, ${research}` : spent}</p>;
}

function Links({ links }: { links: TaskView['links'] }) {
  const action = useAction();
  if (links.length === 0) return null;
  return (
    <>
      <ul>
        {links.map((link) => (
          <li key={JSON.stringify(link)}>
            <LinkedPlace link={link} action={action} />
          </li>
        ))}
      </ul>
      <CallMessage error={action.error} />
    </>
  );
}

interface LinkedPlaceProps {
  readonly link: TaskView['links'][number];
  readonly action: ReturnType<typeof useAction>;
}

function LinkedPlace({ link, action }: LinkedPlaceProps) {
  const { rpc } = useApp();
  if (link.kind === 'branch') return <span class="secondary">{link.branch}</span>;
  if (link.kind === 'file') {
    const { file, line, project } = link;
    return (
      <EditorLink onClick={() => action.run(() => rpc.call('places.open', { file, line, project }))}>
        {linkLine(link)}
      </EditorLink>
    );
  }
  return isPage(link.url) ? <a href={link.url}>{link.title ?? link.url}</a> : <span class="secondary">{link.url}</span>;
}
