import * as l10n from '@vscode/l10n';
import { useRef, useState } from 'preact/hooks';
import type { EntryView } from '../../../catalog/view.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { Button } from '../../controls/button.tsx';
import { DateTimeField } from '../../controls/dateFields.tsx';
import { FieldRow } from '../../controls/field.tsx';
import { Form, FormEnd } from '../../controls/form.tsx';
import { Icon } from '../../controls/icon.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { fromWallTime, toWallTime } from '../../format/wallTime.ts';
import { focusSoon, neighbourOf } from '../../layout/focus.ts';
import type { LastChange } from '../../layout/undo.tsx';
import { useAction, useApp, useKept, type CallState } from '../../state/app.ts';
import { draftOfEntry, type EntryDraft } from './entryDraft.ts';
import { EntryForm } from './entryForm.tsx';
import { InEditor } from '../../layout/inEditor.tsx';

interface EntryRowProps {
  readonly entry: EntryView;
  /** The entry below, with which this one can be merged. */
  readonly next: EntryView | undefined;
  readonly onChanged: () => void;
  /** Offers to take a change back. */
  readonly onDone: LastChange['offer'];
}

/** A time entry: its purpose, time, duration, how much of it someone was there, and on demand its actions. */
export function EntryRow({ entry, next, onChanged, onDone }: EntryRowProps) {
  const { rpc, offsetAt, announce } = useApp();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useKept<EntryDraft | undefined>(`draft.entry.${entry.id}`, undefined);
  const action = useAction();
  const toggle = useRef<HTMLButtonElement>(null);
  const title = entry.title || l10n.t('Without a title');
  const close = () => {
    setDraft(undefined);
    action.clear();
    focusSoon(toggle);
  };
  if (draft) {
    return (
      <li class="time-entry">
        <EntryForm
          name={l10n.t('Edit time entry: {0}', title)}
          entry={entry}
          draft={draft}
          onDraft={setDraft}
          action={action}
          onCancel={close}
          onSave={async (input) => {
            if (!(await action.run(() => rpc.call('entries.save', input)))) return;
            announce(l10n.t('Time entry saved.'));
            onChanged();
            close();
          }}
        />
      </li>
    );
  }
  return (
    <li class="time-entry">
      <button type="button" class="time-toggle" ref={toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        <EntryLine entry={entry} title={title} />
        <Icon name="chevron" class={open ? 'chevron chevron-open' : 'chevron'} />
      </button>
      {open && (
        <EntryDetails
          {...{ entry, next, action, onChanged, onDone }}
          onEdit={() => setDraft(draftOfEntry(entry, offsetAt))}
        />
      )}
    </li>
  );
}

function EntryLine({ entry, title }: { entry: EntryView; title: string }) {
  const { format } = useApp();
  const { start, end, ms, measuredMs, projectName, tags, overlaps } = entry;
  const from = format.clock(start);
  const until = end === undefined ? l10n.t('running') : format.clock(end);
  // A running one in whole minutes, as the timer above it and the status bar.
  const length = end === undefined ? ms - (ms % minuteMs) : ms;
  const words = [
    `${from} – ${until}`,
    // Only if it differs by at least a minute.
    Math.abs(ms - measuredMs) >= minuteMs && l10n.t('You were there {0}', format.duration(measuredMs)),
    projectName,
    ...tags.map((tag) => `#${tag}`),
  ];
  return (
    <span class="time-line">
      <span class="time-title">{title}</span>
      <span class="time-length">{format.duration(length)}</span>
      <span class="secondary time-words">{words.filter(Boolean).join(' · ')}</span>
      {overlaps && (
        <span class="time-overlap">
          <Icon name="warning" />
          {l10n.t('Overlaps another entry')}
        </span>
      )}
    </span>
  );
}

interface EntryDetailsProps extends EntryRowProps {
  readonly onEdit: () => void;
  readonly action: CallState;
}

/** The note of an entry, and what can be done with it. */
function EntryDetails({ entry, next, onEdit, onChanged, onDone, action }: EntryDetailsProps) {
  const { rpc, announce } = useApp();
  const [isSplitting, setSplitting] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  const { id, title, note, end } = entry;
  const change = async (call: () => Promise<unknown>, message: string) => {
    if (!(await action.run(call))) return;
    announce(message);
    onChanged();
  };
  const remove = async () => {
    const [leaving, neighbour] = [row.current, neighbourOf(row.current)];
    if (!(await action.run(() => rpc.call('entries.delete', { id })))) return;
    const text = l10n.t('Deleted "{0}".', title || l10n.t('Without a title'));
    announce(text);
    onDone({ text, undo: () => rpc.call('entries.restore', { id }) });
    onChanged();
    focusSoon(neighbour, leaving);
  };
  const startAgain = () => change(() => rpc.call('timers.start', purposeOf(entry)), l10n.t('Timer started.'));
  return (
    <div class="time-details" ref={row}>
      {note !== undefined && <p class="time-note">{note}</p>}
      <InEditor>
        <div class="button-row">
          <Button icon="edit" onClick={onEdit}>
            {l10n.t('Edit')}
          </Button>
          {end !== undefined && (
            <>
              <Button icon="play" onClick={startAgain}>
                {l10n.t('Start Again')}
              </Button>
              <Button expanded={isSplitting} onClick={() => setSplitting(!isSplitting)}>
                {l10n.t('Split…')}
              </Button>
              <Button
                onClick={() => change(() => rpc.call('entries.duplicate', { id }), l10n.t('Time entry duplicated.'))}
              >
                {l10n.t('Duplicate')}
              </Button>
              <Merge entry={entry} next={next} onMerge={change} />
            </>
          )}
          <Button icon="trash" onClick={remove}>
            {l10n.t('Delete')}
          </Button>
        </div>
      </InEditor>{' '}
      {isSplitting && (
        <Split
          entry={entry}
          onSplit={(at) => change(() => rpc.call('entries.split', { id, at }), l10n.t('Time entry saved.'))}
          onCancel={() => setSplitting(false)}
        />
      )}
      <CallMessage error={action.error} />
    </div>
  );
}

/** Names the purpose of a timer that continues with an entry. */
function purposeOf({ title, tags, project, task }: EntryView) {
  return { title, tags, ...(project !== undefined && { project }), ...(task !== undefined && { task }) };
}

interface MergeProps {
  readonly entry: EntryView;
  readonly next: EntryView | undefined;
  readonly onMerge: (call: () => Promise<unknown>, message: string) => unknown;
}

/** Merges an entry with the next: with the time between them, or without it if there is a gap. Each describes the result. */
function Merge({ entry: { id, start, end = 0 }, next, onMerge }: MergeProps) {
  const { rpc, format } = useApp();
  if (next?.end === undefined) return null;
  const span = Math.max(end, next.end) - start;
  const sum = Math.min(span, end - start + next.end - next.start);
  const merge = (gap: 'keep' | 'drop') =>
    onMerge(() => rpc.call('entries.merge', { id, other: next.id, gap }), l10n.t('Time entries merged.'));
  return (
    <>
      <Button onClick={() => merge('drop')}>{l10n.t('Merge with Next ({0})', format.duration(sum))}</Button>
      {span > sum && (
        <Button onClick={() => merge('keep')}>
          {l10n.t('Merge with Next, Gap Included ({0})', format.duration(span))}
        </Button>
      )}
    </>
  );
}

interface SplitProps {
  readonly entry: EntryView;
  readonly onSplit: (at: number) => unknown;
  readonly onCancel: () => void;
}

/** Asks where to split an entry; in the middle, if nothing else is chosen. */
function Split({ entry: { start, end = start }, onSplit, onCancel }: SplitProps) {
  const { offsetAt } = useApp();
  const [value, setValue] = useState(() => {
    const middle = start + Math.floor((end - start) / 2 / minuteMs) * minuteMs;
    return toWallTime(middle, offsetAt(middle));
  });
  const at = fromWallTime(value, offsetAt);
  const isWithin = at !== undefined && at > start && at < end;
  const submit = () => void (isWithin && onSplit(at));
  return (
    <Form name={l10n.t('Split at')} onSubmit={submit} onCancel={onCancel}>
      <FieldRow>
        <DateTimeField
          label={l10n.t('Split at')}
          value={value}
          onInput={setValue}
          error={isWithin ? undefined : l10n.t('Enter a time between the start and the end.')}
        />
      </FieldRow>
      <FormEnd onSubmit={submit} onCancel={onCancel} label={l10n.t('Split')} />
    </Form>
  );
}
