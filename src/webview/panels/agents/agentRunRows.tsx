import { baseName } from '../../../core/base/baseName.ts';
import * as l10n from '@vscode/l10n';
import type { AgentRunView } from '../../../catalog/view.ts';
import { CallMessage } from '../../controls/messages.tsx';
import type { Format } from '../../format/format.ts';
import { useAction, useApp } from '../../state/app.ts';
import { EditorLink, InEditor } from '../../layout/inEditor.tsx';

/** One row for each recent agent run. */
export function AgentRunRows({ runs }: { runs: readonly AgentRunView[] }) {
  const { rpc, format } = useApp();
  const { run, error } = useAction();
  return (
    <>
      <ul class="agent-sessions" aria-label={l10n.t('Agent runs')}>
        {runs.map((one) => (
          <li key={one.id}>
            <span class="agent-session-name">
              {one.title} · {baseName(one.project)}
            </span>
            <span class="secondary">{stateText(one, format)}</span>
          </li>
        ))}
      </ul>
      <CallMessage error={error} />
      <InEditor>
        <EditorLink onClick={() => run(() => rpc.call('command.run', { command: 'daymark.showAgentRuns' }))}>
          {l10n.t('Show Agent Runs')}
        </EditorLink>
      </InEditor>
    </>
  );
}

function stateText({ status, verification, costUsd }: AgentRunView, format: Format): string {
  const state = {
    pending: l10n.t('Pending'),
    running: l10n.t('Running'),
    needsInput: l10n.t('Needs input'),
    succeeded: l10n.t('Succeeded'),
    failed: l10n.t('Failed'),
    killed: l10n.t('Killed'),
    interrupted: l10n.t('Interrupted'),
    canceled: l10n.t('Canceled'),
  }[status];
  const checks = {
    running: l10n.t('verification is running'),
    passed: l10n.t('verification passed'),
    failed: l10n.t('verification failed'),
    stopped: l10n.t('verification did not finish'),
  };
  return [
    state,
    ...(verification ? [checks[verification]] : []),
    ...(costUsd === undefined ? [] : [format.money(costUsd)]),
  ].join(' · ');
}
