import * as l10n from '@vscode/l10n';
import type { AgentDayView } from '../../../catalog/view.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { agentTimeRows } from '../../../core/views/labels.ts';
import { Disclosure } from '../../controls/disclosure.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { baseName } from '../../format/text.ts';
import { shownDayOf, useShownDay } from '../../layout/openDay.ts';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useAction, useApp } from '../../state/app.ts';
import { useAgentDay } from '../../state/useAgentDay.ts';
import './agents.css';

/** What AI tools did on the day that is shown. Absent unless sessions are recorded and there were some. */
export const agentsPanel: PanelDefinition = { id: 'agents', slot: 'today', View: AgentsPanel };

type Totals = AgentDayView['totals'];

function AgentsPanel({ dashboard }: { dashboard: Dashboard }) {
  const { rpc, format } = useApp();
  const [chosen] = useShownDay();
  const day = shownDayOf(chosen, dashboard);
  const shown = useAgentDay(dashboard, day);
  const words = useTotalWords();
  const { run, error } = useAction();
  if (!shown || shown.sessions.length === 0) return null;
  const title = day === dashboard.today.day ? l10n.t('Agents') : l10n.t('Agents: {0}', format.shortDay(day));
  const sums = l10n.t(
    '{0} of agent time · {1} tokens · {2}',
    format.duration(shown.time.agentMs),
    words.tokens(shown.totals),
    words.cost(shown.totals),
  );
  return (
    <Panel id="agents" title={title} note={sums} closedWhenNarrow>
      <p class="secondary">{sums}</p>
      <ul class="agent-sessions">
        {shown.sessions.map(({ id, tool, project, workMs, totals }) => (
          <li key={id}>
            <span class="agent-session-name">
              {tool} · {project === '' ? l10n.t('Unknown project') : baseName(project)}
            </span>
            <span class="secondary">
              {l10n.t('{0} · {1} tokens · {2}', format.exactDuration(workMs), words.tokens(totals), words.cost(totals))}
            </span>
          </li>
        ))}
      </ul>
      <p class="secondary">{l10n.t('Costs are at list prices.')}</p>
      <Disclosure keptAs="open.agents.time" label={l10n.t('How agent time and your time overlap')}>
        <dl class="agent-times">
          {agentTimeRows(shown.time, l10n.t).map(([name, ms]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{format.exactDuration(ms)}</dd>
            </div>
          ))}
        </dl>
        <p class="secondary">{l10n.t('Agent time is counted beside your own time, never as a part of it.')}</p>
      </Disclosure>
      <CallMessage error={error} />
      <button
        type="button"
        class="link"
        onClick={() => void run(() => rpc.call('command.run', { command: 'daymark.showAgentUsage' }))}
      >
        {l10n.t('Show AI Tool Usage')}
      </button>
    </Panel>
  );
}

/** Tokens and cost in words. What has no price is never shown as free. */
function useTotalWords(): { tokens(totals: Totals): string; cost(totals: Totals): string } {
  const { format } = useApp();
  return {
    tokens: ({ tokens: { input, output, cacheWrite, cacheWrite1h, cacheRead } }) =>
      format.number(input + output + cacheWrite + cacheWrite1h + cacheRead),
    cost: ({ costUsd, unpricedTokens }) => {
      const dollars = costUsd > 0 && costUsd < 0.01 ? '<$0.01' : `$${costUsd.toFixed(2)}`;
      if (unpricedTokens === 0) return dollars;
      return costUsd === 0 ? l10n.t('unpriced') : l10n.t('{0} + unpriced', dollars);
    },
  };
}
