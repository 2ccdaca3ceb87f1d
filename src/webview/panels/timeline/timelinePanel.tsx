import * as l10n from '@vscode/l10n';
import { kindLabels } from '../../../core/views/labels.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { ActivityKind } from '../../../core/facts/activity.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { TableToggle, useTable } from '../../charts/tableToggle.tsx';
import { Legend } from '../../charts/legend.tsx';
import { IconButton } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { useShownDay } from '../../layout/openDay.ts';
import { goTo } from '../../layout/navigate.ts';
import { Panel } from '../../layout/panel.tsx';
import { Pending } from '../../layout/pending.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useAction, useApp } from '../../state/app.ts';
import { useBlocks } from '../../state/useBlocks.ts';
import { useCalendarDay } from '../../state/useCalendarDay.ts';
import { useAgentDay } from '../../state/useAgentDay.ts';
import type { BlockView, CalendarEventView } from '../../../catalog/view.ts';
import { DayLine } from './dayLine.tsx';
import { itemsOf, lanesOf, type LaneAgent, type LaneItem } from './lanes.ts';
import { Meetings } from './meetings.tsx';
import { TimelineChart } from './timelineChart.tsx';
import { later } from '../../layout/later.tsx';
import { TimelineTable } from './timelineTable.tsx';
import { wholeDay } from './timeWindow.ts';
import { useDay, type ShownDay } from './useDay.ts';
import { Waits } from './waits.tsx';
import { useTimeWindow } from './useTimeWindow.ts';
import { ZoomButtons } from './zoomButtons.tsx';
import { InEditor } from '../../layout/inEditor.tsx';
import './timeline.css';

const Research = later((parts) => parts.Research);

/** A day's time: blocks by kind, gaps, runs, commits, meetings, and what is planned, on lanes. */
export const timelinePanel: PanelDefinition = { id: 'timeline', slot: 'today', View: TimelinePanel };

function TimelinePanel({ dashboard }: { dashboard: Dashboard }) {
  const { format } = useApp();
  const [, showDay] = useShownDay();
  const [asTable] = useTable('timeline');
  const { day, isToday, shown, answer, before, after } = useDay(dashboard);
  const agents = useAgentDay(dashboard, day)?.sessions ?? [];
  const events = useCalendarDay(dashboard, day)?.events ?? [];
  const blocks = useBlocks(dashboard, day) ?? [];
  const isPlanned = blocks.length > 0 || events.some((event) => event.blocks);
  const isEmpty = shown?.timeline.length === 0 && agents.length === 0 && !isPlanned;
  const go = (to: string) => showDay(to === dashboard.today.day ? '' : to);
  const actions = !dashboard.firstDay && (
    <>
      <IconButton
        name={l10n.t('Previous Day')}
        icon="arrowBack"
        disabled={before === null}
        onClick={() => before && go(before)}
      />
      <IconButton
        name={l10n.t('Next Day')}
        icon="arrowFlat"
        disabled={after === null}
        onClick={() => after && go(after)}
      />
      <TableToggle id="timeline" />
    </>
  );
  return (
    <Panel id="timeline" title={isToday ? l10n.t('Today') : format.shortDay(day)} actions={actions}>
      {!isToday && <DayLine day={day} read={answer.data} onToday={() => showDay('')} />}
      {(!shown || answer.error !== undefined) && <Pending answer={{ ...answer, data: shown }} />}
      {shown && !isEmpty && <Lanes key={day} {...{ day, shown, agents, events, blocks, asTable, isToday }} />}
      <InEditor>
        <Meetings unconfirmed={events.filter(({ outcome }) => outcome === 'asked')} />
      </InEditor>
      {isEmpty && (
        <p class="empty">
          {isToday
            ? l10n.t('Your day appears here as you work: typing, reading, debugging, running tasks.')
            : l10n.t('Nothing was recorded on this day.')}
        </p>
      )}
    </Panel>
  );
}

interface LanesProps {
  readonly day: string;
  readonly shown: ShownDay;
  readonly agents: readonly LaneAgent[];
  readonly events: readonly CalendarEventView[];
  readonly blocks: readonly BlockView[];
  readonly asTable: boolean;
  readonly isToday: boolean;
}

function Lanes({ day, shown, agents, events, blocks, asTable, isToday }: LanesProps) {
  const { format } = useApp();
  const { offset, now, byKind } = shown;
  const lanes = lanesOf({ ...shown, agents, events, blocks }, now ?? shown.at, shown.ahead);
  const zoom = useTimeWindow(day, wholeDay(itemsOf(lanes), now, offset));
  const { open, error } = useWhy(day);
  const name = isToday ? l10n.t('Timeline of today') : l10n.t('Timeline of {0}', format.day(day));
  const kinds = byKind.map(({ name: kind, ms }) => ({
    tone: kind,
    label: kindLabels(l10n.t)[kind as ActivityKind],
    value: format.duration(ms),
  }));
  return (
    <>
      <TimelineChart {...{ name, lanes, zoom, now, offset }} onOpen={open} />
      <div class="timeline-foot">
        <Legend name={l10n.t('Kinds of activity')} entries={kinds} />
        <ZoomButtons zoom={zoom} />
      </div>
      {shown.waits && <Waits waits={shown.waits} />}
      {shown.researchMs > 0 && <Research day={day} ms={shown.researchMs} />}
      <CallMessage error={error} />
      {asTable && <TimelineTable {...{ name, lanes, offset }} onOpen={open} />}
    </>
  );
}

/** Opens what an item of the day rests on, and what to do if it is wrong. */
function useWhy(day: string) {
  const { rpc, inEditor } = useApp();
  const { run, error } = useAction();
  const open = ({ start, end, agent, event, planned }: LaneItem) => {
    if (planned) return goTo('plan');
    if (event) return void run(() => rpc.call('command.run', { command: 'daymark.manageCalendars' }));
    if (agent) return void run(() => rpc.call('command.run', { command: 'daymark.showAgentUsage' }));
    // An instant has no duration, so use the minutes around it.
    const around = start === end ? minuteMs : 0;
    void run(() => rpc.call('why.open', { day, from: start - around, to: end + around }));
  };
  return { open: inEditor ? open : undefined, error };
}
