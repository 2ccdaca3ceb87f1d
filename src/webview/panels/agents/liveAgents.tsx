import { baseName } from '../../../core/base/baseName.ts';
import * as l10n from '@vscode/l10n';
import type { LiveAgentView } from '../../../catalog/view.ts';
import { useApp } from '../../state/app.ts';

/** One row for each running tool; what waits for its user comes first. */
export function LiveAgents({ agents }: { agents: readonly LiveAgentView[] }) {
  const { format } = useApp();
  const order = ['waiting', 'failed', 'working', 'unknown', 'done'];
  const rows = agents.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.since - b.since);
  return (
    <ul class="agent-sessions" aria-label={l10n.t('Running now')}>
      {rows.map(({ id, tool, folder, state, since }) => (
        <li key={id}>
          <span class="agent-session-name">{folder === '' ? tool : `${tool} · ${baseName(folder)}`}</span>
          <span class={`agent-state ${state}`}>{stateText(state, format.clock(since))}</span>
        </li>
      ))}
    </ul>
  );
}

function stateText(state: LiveAgentView['state'], time: string): string {
  switch (state) {
    case 'waiting':
      return l10n.t('Waiting for you since {0}', time);
    case 'working':
      return l10n.t('Working since {0}', time);
    case 'done':
      return l10n.t('Finished at {0}', time);
    case 'failed':
      return l10n.t('Stopped with an error at {0}', time);
    case 'unknown':
      return l10n.t('Running; its state is unknown');
  }
}
