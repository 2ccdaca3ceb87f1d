import * as l10n from '@vscode/l10n';
import { useRef, useState } from 'preact/hooks';
import type { Dashboard } from '../../../core/views/views.ts';
import type { DayEntriesView } from '../../../catalog/view.ts';
import { addDays } from '../../../core/time/days.ts';
import { Button, IconButton } from '../../controls/button.tsx';
import { focusSoon } from '../../layout/focus.ts';
import { Panel } from '../../layout/panel.tsx';
import { Pending } from '../../layout/pending.tsx';
import { UndoLine, useLastChange } from '../../layout/undo.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { useThrottled } from '../../state/useThrottled.ts';
import { newEntry, type EntryDraft } from './entryDraft.ts';
import { EntryForm } from './entryForm.tsx';
import { EntryRow } from './entryRow.tsx';
import { Suggestions } from './suggestions.tsx';
import { TimerBar } from './timerBar.tsx';
import './time.css';

/** The timer, and the time entries of a day beside what was measured. */
export const timePanel: PanelDefinition = { id: 'time', slot: 'plan', View: TimePanel };

/** The timer and the entries are asked for again this often at most while snapshots come, ms. */
const askEveryMs = 10_000;

function TimePanel({ dashboard }: { dashboard: Dashboard }) {
  const { format } = useApp();
  const [chosen, setChosen] = useKept('time.day', '');
  const today = dashboard.today.day;
  const day = chosen === '' || chosen > today ? today : chosen;
  const go = (to: string) => setChosen(to >= today ? '' : to);
  const actions = (
    <>
      <IconButton name={l10n.t('Previous Day of Entries')} icon="arrowBack" onClick={() => go(addDays(day, -1))} />
      <IconButton
        name={l10n.t('Next Day of Entries')}
        icon="arrowFlat"
        disabled={day === today}
        onClick={() => go(addDays(day, 1))}
      />
    </>
  );
  const title = day === today ? l10n.t('Time Entries') : `${l10n.t('Time Entries')}: ${format.shortDay(day)}`;
  return (
    <Panel id="time" title={title} actions={actions} closedWhenNarrow late>
      <Time dashboard={dashboard} day={day} onToday={() => setChosen('')} />
    </Panel>
  );
}

interface TimeProps {
  readonly dashboard: Dashboard;
  readonly day: string;
  readonly onToday: () => void;
}

function Time({ dashboard, day, onToday }: TimeProps) {
  const [changes, setChanges] = useState(0);
  const basis = `${useThrottled(dashboard.at, askEveryMs)} ${changes}`;
  const timer = useAnswer('timers.get', {}, basis);
  const entries = useAnswer('entries.list', { from: day, to: day }, basis);
  const last = useLastChange();
  const changed = () => setChanges((count) => count + 1);
  const shown = entries.data?.days.find((one) => one.day === day);
  const isToday = day === dashboard.today.day;
  return (
    <>
      <Pending answer={timer} />
      {timer.data && <TimerBar view={timer.data} onChanged={changed} />}
      {!isToday && (
        <button type="button" class="link" onClick={onToday}>
          {l10n.t('Go to Today')}
        </button>
      )}
      {!shown && timer.data && <Pending answer={{ ...entries, data: undefined }} />}
      {shown && <DayEntries shown={shown} onChanged={changed} onDone={last.offer} />}
      <UndoLine change={last} onUndone={changed} />
      <Suggestions day={day} basis={basis} onChanged={changed} onDone={last.offer} />
      {shown && <EntryAdder key={day} shown={shown} isToday={isToday} onChanged={changed} />}
    </>
  );
}

interface DayEntriesProps {
  readonly shown: DayEntriesView;
  readonly onChanged: () => void;
  readonly onDone: ReturnType<typeof useLastChange>['offer'];
}

/** The entries of a day, and how they compare with what was measured. */
function DayEntries({ shown: { entries, ranMs, measuredMs, bothMs }, onChanged, onDone }: DayEntriesProps) {
  const { format } = useApp();
  if (entries.length === 0)
    return (
      <div class="empty">
        <p>{l10n.t('No time entries on this day.')}</p>
        <p>{l10n.t('A timer says what your time is for. How long you were there is measured anyway.')}</p>
      </div>
    );
  const [ran, measured, both] = [ranMs, measuredMs, bothMs].map((ms) => format.duration(ms));
  return (
    <>
      <p class="secondary">
        {l10n.t('{0} in entries · {1} measured · {2} in both', ran ?? '', measured ?? '', both ?? '')}
      </p>
      <ul class="time-entries">
        {entries.map((entry, at) => (
          <EntryRow key={entry.id} entry={entry} next={entries[at + 1]} onChanged={onChanged} onDone={onDone} />
        ))}
      </ul>
    </>
  );
}

interface EntryAdderProps {
  readonly shown: DayEntriesView;
  readonly isToday: boolean;
  readonly onChanged: () => void;
}

function EntryAdder({ shown: { day, entries }, isToday, onChanged }: EntryAdderProps) {
  const { rpc, offsetAt, announce } = useApp();
  const [draft, setDraft] = useKept<EntryDraft | undefined>('draft.entry.new', undefined);
  const action = useAction();
  const button = useRef<HTMLElement>(null);
  const close = () => {
    setDraft(undefined);
    action.clear();
    focusSoon(button);
  };
  // On another day, after its last entry, or at noon.
  const noon = Date.parse(`${day}T12:00:00Z`);
  const lastEnd = entries.at(-1)?.end ?? noon - offsetAt(noon) * 60_000;
  const ends = () => (isToday ? Date.now() : lastEnd + 3_600_000);
  if (!draft) {
    return (
      <div class="button-row">
        <Button icon="add" buttonRef={button} onClick={() => setDraft(newEntry(ends(), offsetAt))}>
          {l10n.t('Add Entry')}
        </Button>
      </div>
    );
  }
  return (
    <EntryForm
      name={l10n.t('New time entry')}
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
  );
}
