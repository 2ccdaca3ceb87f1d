import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { Dashboard } from '../../../core/views/views.ts';
import type { DayEntriesView } from '../../../catalog/view.ts';
import { addDays, minuteMs } from '../../../core/time/days.ts';
import { IconButton } from '../../controls/button.tsx';
import { Adder } from '../../layout/adder.tsx';
import { Panel } from '../../layout/panel.tsx';
import { Pending } from '../../layout/pending.tsx';
import { UndoLine, useLastChange } from '../../layout/undo.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useApp, useKept } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { useRecordChanges } from '../../state/useRecordChanges.ts';
import { useThrottled } from '../../state/useThrottled.ts';
import { newEntry } from './entryDraft.ts';
import { EntryForm } from './entryForm.tsx';
import { EntryRow } from './entryRow.tsx';
import { Suggestions } from './suggestions.tsx';
import { TimerBar } from './timerBar.tsx';
import { InEditor } from '../../layout/inEditor.tsx';
import './time.css';

/** The timer, and a day's time entries compared with the measured time. */
export const timePanel: PanelDefinition = { id: 'time', slot: 'plan', View: TimePanel };

/** While snapshots come, the timer and the entries are requested again at this interval, in ms. */
const askEveryMs = 10_000;
/** A timer may be started in another panel. */
const collections = ['timeEntries', 'timerStops'];

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
  const recorded = useRecordChanges(collections);
  const basis = `${useThrottled(dashboard.at, askEveryMs)} ${changes} ${recorded}`;
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
      <InEditor>
        <Suggestions day={day} basis={basis} onChanged={changed} onDone={last.offer} />
      </InEditor>
      {shown && <EntryAdder key={day} shown={shown} isToday={isToday} onChanged={changed} />}
    </>
  );
}

interface DayEntriesProps {
  readonly shown: DayEntriesView;
  readonly onChanged: () => void;
  readonly onDone: ReturnType<typeof useLastChange>['offer'];
}

/** A day's entries, compared with the measured time. */
function DayEntries({ shown: { entries, ranMs, measuredMs, bothMs }, onChanged, onDone }: DayEntriesProps) {
  const { format } = useApp();
  if (entries.length === 0)
    return (
      <div class="empty">
        <p>{l10n.t('No time entries on this day.')}</p>
        <InEditor>
          <p>{l10n.t('A timer says what your time is for. How long you were there is measured anyway.')}</p>
        </InEditor>
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
  const { rpc, offsetAt } = useApp();
  // On another day, after its last entry, or at noon.
  const noon = Date.parse(`${day}T12:00:00Z`);
  const lastEnd = entries.at(-1)?.end ?? noon - offsetAt(noon) * minuteMs;
  const ends = () => (isToday ? Date.now() : lastEnd + 3_600_000);
  return (
    <Adder
      keptAs="draft.entry.new"
      label={l10n.t('Add Entry')}
      begin={() => newEntry(ends(), offsetAt)}
      onAdded={onChanged}
    >
      {({ add, ...form }) => (
        <EntryForm
          name={l10n.t('New time entry')}
          {...form}
          onSave={(input) => add(() => rpc.call('entries.save', input), l10n.t('Time entry added.'))}
        />
      )}
    </Adder>
  );
}
