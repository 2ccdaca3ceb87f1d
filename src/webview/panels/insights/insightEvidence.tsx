import * as l10n from '@vscode/l10n';
import type { Evidence } from '../../../core/facts/facts.ts';
import { CallMessage } from '../../controls/messages.tsx';
import { isPage } from '../../format/text.ts';
import { useAction, useApp } from '../../state/app.ts';
import { figureOf } from './figureOf.ts';

/** An insight's evidence; each piece opens the spans of the day behind it. */
export function InsightEvidence({ evidence, day }: { evidence: readonly Evidence[]; day: string }) {
  const { rpc } = useApp();
  const action = useAction();
  const open = (id: string) => void action.run(() => rpc.call('why.open', figureOf(id, day)));
  return (
    <>
      <ul class="evidence" aria-label={l10n.t('Evidence for this')}>
        {evidence.map(({ id, text, url }) => (
          <li key={id}>
            {isPage(url) ? (
              <a href={url}>{text}</a>
            ) : (
              <button type="button" class="link" title={l10n.t('Show the time behind it')} onClick={() => open(id)}>
                {text}
              </button>
            )}
          </li>
        ))}
      </ul>
      <CallMessage error={action.error} />
    </>
  );
}
