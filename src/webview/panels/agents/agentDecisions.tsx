import * as l10n from '@vscode/l10n';
import type { AgentDayView } from '../../../catalog/view.ts';
import { IconButton } from '../../controls/button.tsx';
import { MarkdownText } from '../../controls/markdownText.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { fill } from '../../format/text.ts';
import { UndoLine, useLastChange } from '../../layout/undo.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { InEditor } from '../../layout/inEditor.tsx';

/** The decisions of a day, each with its reasons. */
export function AgentDecisions({ decisions }: { decisions: AgentDayView['decisions'] }) {
  const { rpc, announce } = useApp();
  const action = useAction();
  const last = useLastChange();
  const remove = async (id: string, title: string) => {
    if (!(await action.run(() => rpc.call('decisions.delete', { id })))) return;
    const text = fill(l10n.t('Deleted the decision "{0}".'), title);
    announce(text);
    last.offer({ text, undo: () => rpc.call('decisions.restore', { id }) });
  };
  return (
    <>
      <h3 class="agents-heading">{l10n.t('Decisions')}</h3>
      <ul class="agent-decisions">
        {decisions.map(({ id, title, why, branch, files }) => (
          <li key={id}>
            <span class="agent-session-name">{title}</span>
            <InEditor>
              <IconButton
                name={fill(l10n.t('Delete the decision "{0}"'), title)}
                icon="trash"
                onClick={() => void remove(id, title)}
              />
            </InEditor>
            {why !== '' && (
              <div class="agent-decision-why">
                <MarkdownText text={why} />
              </div>
            )}
            {(branch !== undefined || files.length > 0) && (
              <p class="secondary">{[branch, ...files].filter((one) => one !== undefined).join(' · ')}</p>
            )}
          </li>
        ))}
      </ul>
      <UndoLine change={last} onUndone={() => announce(l10n.t('Undone.'))} />
      <CallMessage error={action.error} />
    </>
  );
}
