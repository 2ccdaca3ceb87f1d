import * as l10n from '@vscode/l10n';
import { aiTaskLabels, columnLabels } from './labels.ts';
import { callOutcomeLabels } from '../../format/labels.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { useEffect, useState } from 'preact/hooks';
import type { ReceiptsView } from '../../../core/insights/receipts.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { IconButton } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { Panel } from '../../layout/panel.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { dayAndClock } from './dayAndClock.ts';

const againMs = minuteMs;

/** Shows the calls of models: what was sent, when, and its cost. */
export function ReceiptsPanel({ dashboard }: { dashboard: Dashboard }) {
  const { rpc } = useApp();
  const [view, setView] = useState<ReceiptsView>();
  const action = useAction({ overlaps: true });
  useEffect(
    () => void action.run(async () => setView(await rpc.call('receipts.list', {}))),
    [Math.floor(dashboard.at / againMs)],
  );
  const show = (id: string) => action.run(() => rpc.call('receipts.show', { id }));
  return (
    <Panel id="receipts" title={l10n.t('AI Receipts')}>
      {view && view.items.length > 0 ? (
        <>
          <p class="secondary">
            {l10n.t('Every call to a model, with what was sent. Prices as of {0}.', view.pricesOf)}
          </p>
          <ReceiptTable items={view.items} onShow={show} />
        </>
      ) : (
        <p class="empty">
          {view ? l10n.t('No model has ever been called, so nothing has been sent to one.') : l10n.t('Reading…')}
        </p>
      )}
      <CallMessage error={action.error} />
    </Panel>
  );
}

interface ReceiptTableProps {
  readonly items: ReceiptsView['items'];
  readonly onShow: (id: string) => unknown;
}

function ReceiptTable({ items, onShow }: ReceiptTableProps) {
  const { format, offsetAt } = useApp();
  const timeOf = (at: number) => dayAndClock(at, format, offsetAt(at));
  return (
    <div class="receipts-scroll" tabIndex={0} role="group" aria-label={l10n.t('AI Receipts')}>
      <table class="receipts">
        <thead>
          <tr>
            {columnLabels().map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>{timeOf(item.at)}</td>
              <td>{aiTaskLabels()[item.task]}</td>
              <td>{item.model}</td>
              <td>{callOutcomeLabels()[item.outcome]}</td>
              <td>
                {item.tokens ? `${item.tokens.estimated ? '≈ ' : ''}${item.tokens.input} / ${item.tokens.output}` : '–'}
              </td>
              <td>{costOf(item, l10n.t('price not known'))}</td>
              <td>{l10n.t('{0} s', (item.durationMs / 1000).toFixed(1))}</td>
              <td>
                <IconButton
                  name={l10n.t('Show what was sent at {0}', timeOf(item.at))}
                  icon="list"
                  onClick={() => onShow(item.id)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A call of unknown price was not free, and a call of unknown usage cost at most its maximum. */
function costOf({ costUsd, costAtMost, tokens }: ReceiptsView['items'][number], unpriced: string): string {
  if (costUsd !== null) return `${costAtMost ? '≤ ' : ''}${costUsd.toFixed(4)}`;
  return tokens ? unpriced : '–';
}
