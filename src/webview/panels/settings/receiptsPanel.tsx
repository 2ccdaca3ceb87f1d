import { minuteMs } from '../../../core/time/days.ts';
import { useEffect, useState } from 'preact/hooks';
import type { ReceiptsView } from '../../../core/insights/receipts.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { IconButton } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { fill } from '../../format/text.ts';
import { Panel } from '../../layout/panel.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { dayAndClock } from './dayAndClock.ts';

const againMs = minuteMs;

/** What was sent to a model, when, and what it cost. */
export function ReceiptsPanel({ dashboard }: { dashboard: Dashboard }) {
  const { strings, rpc } = useApp();
  const t = strings.insights;
  const [view, setView] = useState<ReceiptsView>();
  const action = useAction({ overlaps: true });
  useEffect(
    () => void action.run(async () => setView(await rpc.call('receipts.list', {}))),
    [Math.floor(dashboard.at / againMs)],
  );
  const show = (id: string) => action.run(() => rpc.call('receipts.show', { id }));
  return (
    <Panel id="receipts" title={t.receipts}>
      {view && view.items.length > 0 ? (
        <>
          <p class="secondary">{fill(t.receiptsHint, view.pricesOf)}</p>
          <ReceiptTable items={view.items} onShow={show} />
        </>
      ) : (
        <p class="empty">{view ? t.noReceipts : t.loading}</p>
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
  const { strings, format, offsetAt } = useApp();
  const t = strings.insights;
  const timeOf = (at: number) => dayAndClock(at, format, offsetAt(at));
  const { time, what, model, outcome, tokens, cost, duration, payload } = t.columns;
  return (
    <div class="receipts-scroll" tabIndex={0} role="group" aria-label={t.receipts}>
      <table class="receipts">
        <thead>
          <tr>
            {[time, what, model, outcome, tokens, cost, duration, payload].map((name) => (
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
              <td>{t.tasks[item.task]}</td>
              <td>{item.model}</td>
              <td>{t.outcomes[item.outcome]}</td>
              <td>
                {item.tokens ? `${item.tokens.estimated ? '≈ ' : ''}${item.tokens.input} / ${item.tokens.output}` : '–'}
              </td>
              <td>{costOf(item, t.unpriced)}</td>
              <td>{fill(t.seconds, (item.durationMs / 1000).toFixed(1))}</td>
              <td>
                <IconButton name={fill(t.showOf, timeOf(item.at))} icon="list" onClick={() => onShow(item.id)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A call whose price is not known was not free, and one of which no usage is known cost at most what it could. */
function costOf({ costUsd, costAtMost, tokens }: ReceiptsView['items'][number], unpriced: string): string {
  if (costUsd !== null) return `${costAtMost ? '≤ ' : ''}${costUsd.toFixed(4)}`;
  return tokens ? unpriced : '–';
}
