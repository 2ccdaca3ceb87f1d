import * as l10n from '@vscode/l10n';
import type { LiveAgentView } from '../../../catalog/view.ts';
import { counted } from '../../../core/base/counted.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { later } from '../../layout/later.tsx';
import { shownDayOf, useShownDay } from '../../layout/openDay.ts';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useApp } from '../../state/app.ts';
import { useAgentRuns } from '../../state/useAgentRuns.ts';
import { useAgentDay } from '../../state/useAgentDay.ts';
import { useLiveAgents } from '../../state/useLiveAgents.ts';
import { useTotalWords } from './totalWords.ts';
import './agents.css';

/** Running AI tools, and what they did and you decided on the shown day. Absent if there is none of it. */
export const agentsPanel: PanelDefinition = { id: 'agents', slot: 'today', View: AgentsPanel };

const AgentSessions = later((parts) => parts.AgentSessions);
const AgentDecisions = later((parts) => parts.AgentDecisions);
const AgentRunRows = later((parts) => parts.AgentRunRows);
const LiveAgents = later((parts) => parts.LiveAgents);

function AgentsPanel({ dashboard }: { dashboard: Dashboard }) {
  const { format } = useApp();
  const [chosen] = useShownDay();
  const day = shownDayOf(chosen, dashboard);
  const shown = useAgentDay(dashboard, day);
  const words = useTotalWords();
  const running = useLiveAgents();
  const isToday = day === dashboard.today.day;
  const recent = useAgentRuns(dashboard);
  const runs = isToday ? recent : [];
  const live = isToday ? running : [];
  const hasSessions = shown !== undefined && shown.sessions.length > 0;
  const decisions = shown?.decisions ?? [];
  if (!hasSessions && live.length + runs.length + decisions.length === 0) return null;
  const sums = hasSessions
    ? l10n.t(
        '{0} of agent time · {1} tokens · {2}',
        format.duration(shown.time.agentMs),
        words.tokens(shown.totals),
        words.cost(shown.totals),
      )
    : undefined;
  const title = isToday ? l10n.t('Agents') : l10n.t('Agents: {0}', format.shortDay(day));
  return (
    <Panel id="agents" title={title} note={noteOf(live) ?? sums} closedWhenNarrow={hasSessions && live.length === 0}>
      {runs.length > 0 && <AgentRunRows runs={runs} />}
      {live.length > 0 && <LiveAgents agents={live} />}
      {sums !== undefined && <p class="secondary">{sums}</p>}
      {decisions.length > 0 && <AgentDecisions decisions={decisions} />}
      {hasSessions && <AgentSessions shown={shown} />}
    </Panel>
  );
}

/** An agent that waits should be seen while the panel is closed too. */
function noteOf(live: readonly LiveAgentView[]): string | undefined {
  const waiting = live.filter(({ state }) => state === 'waiting').length;
  if (waiting > 0) return counted(l10n.t, ['1 agent is waiting for you', '{0} agents are waiting for you'], [waiting]);
  const working = live.filter(({ state }) => state === 'working').length;
  return working > 0 ? counted(l10n.t, ['1 agent is working', '{0} agents are working'], [working]) : undefined;
}
