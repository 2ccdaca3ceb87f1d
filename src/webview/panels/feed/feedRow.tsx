import { baseName } from '../../../core/base/baseName.ts';
import * as l10n from '@vscode/l10n';
import { plural } from '../../format/plural.ts';
import { sourceLabels } from '../../../core/views/labels.ts';
import { useRef, useState } from 'preact/hooks';
import type { FeedItem } from '../../../core/views/views.ts';
import { IconButton } from '../../controls/button.tsx';
import { Icon } from '../../controls/icon.tsx';
import { CallMessage, Confirm } from '../../controls/messages.tsx';
import { focusSoon, neighbourOf } from '../../layout/focus.ts';
import { UndoLine, useLastChange, type Undoable } from '../../layout/undo.tsx';
import { isPage } from '../../format/text.ts';
import { dayOf } from '../../../core/time/days.ts';
import { useAction, useApp } from '../../state/app.ts';
import { deleteFeedItem } from '../../state/patches.ts';
import { InEditor } from '../../layout/inEditor.tsx';

/** A feed entry: when, what, where it was observed, how long, and with what outcome. */
export function FeedRow({ item, onDeleted }: { item: FeedItem; onDeleted: (id: string) => void }) {
  const { format, announce } = useApp();
  const last = useLastChange();
  const [deleting, setDeleting] = useState(false);
  const remove = useRef<HTMLElement>(null);
  const keep = () => {
    setDeleting(false);
    focusSoon(remove);
  };
  // The detail of what was logged is its notes, which have a line of their own.
  const detail = item.manual ? undefined : item.detail;
  const place = [item.project && baseName(item.project), detail].filter(Boolean).join(' · ');
  return (
    <div class="feed-item">
      <div class="feed-line">
        <time class="feed-time" dateTime={new Date(item.start).toISOString()}>
          {format.clock(item.start, item.offset)}
        </time>
        <div class="feed-main">
          <p class="feed-title">
            <Title item={item} />
          </p>
          <p class="feed-facts">
            <span class="feed-source">
              <span class={`swatch tone tone-${item.source}`} />
              {sourceLabels(l10n.t)[item.source]}
            </span>
            <Outcome item={item} />
            {place && <span class="feed-place">{place}</span>}
          </p>
          {item.manual?.notes && <p class="feed-notes">{item.manual.notes}</p>}
        </div>
        <InEditor>
          {canBeTask(item) && <AddTask item={item} onAdded={last.offer} />}
          {item.manual && <ManualActions item={item} removeRef={remove} onDelete={() => setDeleting(true)} />}
        </InEditor>{' '}
      </div>
      <UndoLine change={last} onUndone={() => announce(l10n.t('Undone.'))} />
      {deleting && <Deletion item={item} onKeep={keep} onDeleted={onDeleted} />}
    </div>
  );
}

/** External events link to their page; VS Code opens it in the browser. */
function Title({ item: { title, url } }: { item: FeedItem }) {
  return isPage(url) ? <a href={url}>{title}</a> : title;
}

function Outcome({ item }: { item: FeedItem }) {
  const { format } = useApp();
  const { outcome, durationMs, errors } = item;
  return (
    <>
      {durationMs !== null && <span>{format.exactDuration(durationMs)}</span>}
      {(outcome === 'running' || durationMs === null) && (
        <span class="feed-running">
          <Icon name="play" />
          {l10n.t('running')}
        </span>
      )}
      {outcome === 'passed' && (
        <span class="feed-passed">
          <Icon name="passed" />
          {l10n.t('passed')}
        </span>
      )}
      {outcome === 'failed' && (
        <span class="feed-failed">
          <Icon name="cross" />
          {l10n.t('failed')}
        </span>
      )}
      {errors > 0 && (
        <span class="feed-errors">
          <Icon name="error" />
          {format.count(plural('{0} error', '{0} errors'), errors)}
        </span>
      )}
    </>
  );
}

/** An issue, a pull request, or a run that failed. */
function canBeTask({ url = '', outcome }: FeedItem): boolean {
  return outcome === 'failed' || /\/(?:issues|pull)\/\d+/.test(url);
}

interface AddTaskProps {
  readonly item: FeedItem;
  readonly onAdded: (done: Undoable) => void;
}

function AddTask({ item: { title, url, project, outcome, start, offset }, onAdded }: AddTaskProps) {
  const { rpc, announce, format } = useApp();
  const action = useAction();
  const isFailed = outcome === 'failed';
  const name = l10n.t('Add task: {0}', title);
  const add = async () => {
    const task = {
      title: isFailed ? l10n.t('Fix: {0}', title) : title,
      ...(isPage(url) && { url }),
      ...(project && { project }),
      ...(isFailed && {
        notes: l10n.t(
          'Failed on {0} at {1}.',
          format.shortDay(dayOf(start, offset ?? 0, 0)),
          format.clock(start, offset),
        ),
      }),
    };
    await action.run(async () => {
      const { id, isNew } = await rpc.call('tasks.addLinked', task);
      const done = isNew
        ? { text: l10n.t('Task added.'), undo: () => rpc.call('tasks.delete', { id }) }
        : { text: l10n.t('This is in your tasks already.') };
      announce(done.text);
      onAdded(done);
    });
  };
  return (
    <div class="feed-actions">
      <IconButton name={name} icon="add" onClick={add} />
      <CallMessage error={action.error} />
    </div>
  );
}

interface ManualActionsProps {
  readonly item: FeedItem;
  readonly removeRef: { current: HTMLElement | null };
  readonly onDelete: () => void;
}

function ManualActions({ item, removeRef, onDelete }: ManualActionsProps) {
  const { openLog } = useApp();
  return (
    <div class="feed-actions">
      <IconButton name={l10n.t('Edit "{0}"', item.title)} icon="edit" onClick={() => openLog(item)} />
      <IconButton name={l10n.t('Delete "{0}"', item.title)} icon="trash" buttonRef={removeRef} onClick={onDelete} />
    </div>
  );
}

interface DeletionProps {
  readonly item: FeedItem;
  readonly onKeep: () => void;
  readonly onDeleted: (id: string) => void;
}

function Deletion({ item, onKeep, onDeleted }: DeletionProps) {
  const { rpc, store, announce } = useApp();
  const action = useAction();
  const place = useRef<HTMLDivElement>(null);
  const remove = async () => {
    const { id } = item;
    // Not removed before the host has agreed, since the row contains the message if it refuses.
    if (!(await action.run(() => rpc.call('activity.delete', { id })))) return;
    announce(l10n.t('Activity deleted'));
    const next = neighbourOf(place.current);
    onDeleted(id);
    await store.change(deleteFeedItem(id));
    focusSoon(next);
  };
  return (
    <div ref={place}>
      <Confirm
        question={l10n.t('Delete "{0}"?', item.title)}
        yes={l10n.t('Delete')}
        no={l10n.t('Cancel')}
        onYes={remove}
        onNo={onKeep}
        busy={action.busy}
      />
      <CallMessage error={action.error} />
    </div>
  );
}
