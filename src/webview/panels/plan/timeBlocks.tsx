import * as l10n from '@vscode/l10n';
import { useEffect, useRef } from 'preact/hooks';
import type { BlockView } from '../../../catalog/view.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Plan } from '../../../core/views/views.ts';
import { Button, IconButton } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { blockWords } from '../../format/blockWords.ts';
import { plural } from '../../format/plural.ts';
import { neighbourOf } from '../../layout/focus.ts';
import { UndoLine, useLastChange, type LastChange } from '../../layout/undo.tsx';
import { useAction, useApp, type CallState } from '../../state/app.ts';
import { useBlocks } from '../../state/useBlocks.ts';
import type { SnapshotTimes } from '../../state/useChangeBasis.ts';
import { InEditor } from '../../layout/inEditor.tsx';
import './timeBlocks.css';

/** A step of a block that is moved. */
const stepMs = 15 * minuteMs;

/** Shows times for the plan's tasks: blocks between meetings, to move and remove. */
export function TimeBlocks({ plan, times }: { plan: Plan; times: SnapshotTimes }) {
  const { rpc, format } = useApp();
  const { day, tasks } = plan;
  const blocks = useBlocks(times, day) ?? [];
  const action = useAction({ overlaps: true });
  const last = useLastChange();
  const own = blocks.filter(({ source }) => source === 'plan');
  const clear = async () => {
    let removed: readonly string[] = [];
    if (!(await action.run(async () => ({ removed } = await rpc.call('blocks.clear', { day }))))) return;
    if (removed.length === 0) return;
    const undo = async () => {
      for (const id of removed) await rpc.call('blocks.restore', { id });
    };
    last.offer({
      text: format.count(plural('{0} time block removed.', '{0} time blocks removed.'), removed.length),
      undo,
    });
  };
  return (
    <div class="time-blocks">
      {blocks.length > 0 && (
        <ul aria-label={l10n.t('Time blocks')}>
          {blocks.map((block) => (
            <BlockRow key={block.id} block={block} action={action} last={last} />
          ))}
        </ul>
      )}
      <InEditor>
        <div class="button-row">
          {tasks.some(({ done }) => !done) && (
            <Button
              icon="clock"
              busy={action.busy}
              onClick={() => action.run(() => rpc.call('command.run', { command: 'daymark.placePlan' }))}
            >
              {l10n.t('Place into Free Time')}
            </Button>
          )}
          {own.length > 1 && (
            <Button icon="trash" busy={action.busy} onClick={clear}>
              {l10n.t('Remove Time Blocks')}
            </Button>
          )}
        </div>
      </InEditor>
      <CallMessage error={action.error} />
      <UndoLine change={last} onUndone={() => undefined} />
    </div>
  );
}

interface BlockRowProps {
  readonly block: BlockView;
  readonly action: CallState;
  readonly last: LastChange;
}

function BlockRow({ block, action, last }: BlockRowProps) {
  const { format, inEditor } = useApp();
  const row = useRef<HTMLLIElement>(null);
  const { move, remove } = useBlockChanges({ block, action, last });
  const { title, start, end, source, done } = block;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
    if (!inEditor || source !== 'plan' || (event.key !== 'Delete' && (by === undefined || !event.altKey))) return;
    event.preventDefault();
    void (by === undefined ? remove(row.current) : move(by));
  };
  const times = `${format.clock(start)}–${format.clock(end)}`;
  return (
    <li class={done ? 'time-block time-block-done' : 'time-block'} ref={row} onKeyDown={onKeyDown}>
      <span class="time-block-times">{times}</span>
      <span class="time-block-title">
        {title || l10n.t('Focus time')}{' '}
        {(source === 'calendar' || done || block.overlaps !== undefined) && (
          <span class="secondary">{blockWords(block)}</span>
        )}
      </span>
      {source === 'plan' && inEditor && (
        <span class="time-block-buttons">
          <IconButton name={l10n.t('Move {0} Earlier', title)} icon="arrowUp" onClick={() => move(-1)} />
          <IconButton name={l10n.t('Move {0} Later', title)} icon="arrowDown" onClick={() => move(1)} />
          <IconButton
            name={l10n.t('Remove the Time Block of {0}', title)}
            icon="trash"
            onClick={() => remove(row.current)}
          />
        </span>
      )}
    </li>
  );
}

function useBlockChanges({ block, action, last }: BlockRowProps) {
  const { rpc, format, announce } = useApp();
  const { id, task = '', title, start, end } = block;
  // Quick presses add up, before the first of them is answered.
  const moved = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (moved.current === start) moved.current = undefined;
  }, [start]);
  const move = async (by: -1 | 1) => {
    const from = moved.current ?? start;
    // To the next quarter of an hour.
    const next = by < 0 ? Math.ceil(from / stepMs) * stepMs - stepMs : Math.floor(from / stepMs) * stepMs + stepMs;
    moved.current = next;
    const minutes = Math.round((end - start) / minuteMs);
    const isMoved = await action.run(() => rpc.call('blocks.save', { id, task, start: next, minutes }));
    if (isMoved) announce(l10n.t('{0} begins at {1}', title, format.clock(next)));
    else moved.current = undefined;
  };
  const remove = async (row: HTMLElement | null) => {
    const neighbour = neighbourOf(row).current;
    if (!(await action.run(() => rpc.call('blocks.delete', { id })))) return;
    const text = l10n.t('Time block removed: {0}', title);
    announce(text);
    last.offer({ text, undo: () => rpc.call('blocks.restore', { id }) });
    const { activeElement } = document;
    if (row?.contains(activeElement) || activeElement === document.body)
      (neighbour?.querySelector<HTMLElement>('button') ?? neighbour)?.focus();
  };
  return { move, remove };
}
