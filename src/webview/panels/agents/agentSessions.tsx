import { baseName } from '../../../core/base/baseName.ts';
import * as l10n from '@vscode/l10n';
import type { AgentDayView } from '../../../catalog/view.ts';
import { agentTimeRows, sessionCategoryLabels } from '../../../core/views/labels.ts';
import { Disclosure } from '../../controls/disclosure.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { plural } from '../../format/plural.ts';
import { useAction, useApp } from '../../state/app.ts';
import { AgentResults } from './agentResults.tsx';
import { useTotalWords } from './totalWords.ts';
import { EditorLink, InEditor } from '../../layout/inEditor.tsx';

/** Shows the work of AI tools on a day, the overlap with your time, and their recent results. */
export function AgentSessions({ shown: { sessions, time } }: { shown: AgentDayView }) {
  const { rpc, format } = useApp();
  const words = useTotalWords();
  const { run, error } = useAction();
  return (
    <>
      <ul class="agent-sessions">
        {sessions.map(({ id, tool, project, workMs, presentMs, failures, totals, category }) => (
          <li key={id}>
            <SessionName
              id={id}
              name={[
                tool,
                project === '' ? l10n.t('Unknown project') : baseName(project),
                ...(category ? [sessionCategoryLabels(l10n.t)[category]] : []),
              ].join(' · ')}
              show={() => void run(() => rpc.call('agents.showSession', { session: id }))}
            />
            <span class="secondary">
              {l10n.t('{0} · {1} tokens · {2}', format.exactDuration(workMs), words.tokens(totals), words.cost(totals))}
              {presentMs > 0 && ` · ${l10n.t('you were there for {0}', format.exactDuration(presentMs))}`}
              {failures.tool + failures.model > 0 &&
                ` · ${format.count(plural('{0} failed call', '{0} failed calls'), failures.tool + failures.model)}`}
            </span>
          </li>
        ))}
      </ul>
      <p class="secondary">{l10n.t('Costs are at list prices.')}</p>
      <Disclosure keptAs="open.agents.time" label={l10n.t('How agent time and your time overlap')}>
        <dl class="agent-times">
          {agentTimeRows(time, l10n.t).map(([name, ms]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{format.exactDuration(ms)}</dd>
            </div>
          ))}
        </dl>
        <p class="secondary">{l10n.t('Agent time is counted separately and never added to yours.')}</p>
      </Disclosure>
      <Disclosure keptAs="open.agents.results" label={l10n.t('What came of it, last 30 days')}>
        <AgentResults />
      </Disclosure>
      <CallMessage error={error} />
      <InEditor>
        <EditorLink onClick={() => run(() => rpc.call('command.run', { command: 'daymark.showAgentUsage' }))}>
          {l10n.t('Show AI Tool Usage')}
        </EditorLink>
      </InEditor>
    </>
  );
}

interface SessionNameProps {
  readonly id: string;
  readonly name: string;
  readonly show: () => void;
}

/** Opens the session's page; a session that a tool only reported has none. */
function SessionName({ id, name, show }: SessionNameProps) {
  if (id.startsWith('told:')) return <span class="agent-session-name">{name}</span>;
  return (
    <button type="button" class="link agent-session-name" onClick={show}>
      {name}
    </button>
  );
}
