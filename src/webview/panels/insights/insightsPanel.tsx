import * as l10n from '@vscode/l10n';
import type { InsightsView, NextCall } from '../../../core/insights/insights.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { Button } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { Select } from '../../controls/select.tsx';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useAction, useApp } from '../../state/app.ts';
import { InsightsShown } from './insightsShown.tsx';
import { useInsights, type Insights } from './useInsights.ts';
import './insights.css';

/** Bottlenecks, patterns, and suggestions; each with its evidence. */
export const insightsPanel: PanelDefinition = {
  id: 'insights',
  slot: 'history',
  View: InsightsPanel,
  needsEditor: true,
};

function InsightsPanel({ dashboard }: { dashboard: Dashboard }) {
  const { announce } = useApp();
  const insights = useInsights(dashboard);
  const action = useAction();
  const { view, loading } = insights;
  const analyze = async () => {
    if (await action.run(insights.analyze)) announce(l10n.t('Analyzed'));
  };
  return (
    <Panel id="insights" title={l10n.t('Insights')} late>
      {view && view.history.length > 0 && <Archive insights={insights} view={view} />}
      {view?.analysis ? (
        <InsightsShown analysis={view.analysis} insights={insights} />
      ) : (
        !loading.error && (
          <p class={view ? 'empty' : 'empty insights-loading'}>
            {view
              ? l10n.t(
                  'What slows you down appears here, with evidence, after a few days of work. You need no key and no network.',
                )
              : l10n.t('Reading…')}
          </p>
        )
      )}
      <CallMessage error={action.error ?? loading.error} />
      <div class="button-row">
        <Button icon="spark" onClick={() => void analyze()} busy={action.busy}>
          {action.busy ? l10n.t('Analyzing…') : l10n.t('Analyze Now')}
        </Button>
      </div>
      {view && <AiLine {...view} onKey={insights.reload} />}
    </Panel>
  );
}

/** Analyses of earlier days, by their date. */
function Archive({ insights, view }: { insights: Insights; view: InsightsView }) {
  const { format } = useApp();
  const options: Record<string, string> = { '': l10n.t('Latest') };
  for (const { day, named } of view.history) {
    options[day] = [format.shortDay(day), named[0] ?? l10n.t('Nothing measured slows you down.')].join(': ');
  }
  if (insights.day !== undefined) options[insights.day] ??= format.shortDay(insights.day);
  return (
    <Select
      label={l10n.t('Analysis of')}
      value={insights.day ?? ''}
      options={options}
      onChange={(day) => insights.choose(day || undefined)}
    />
  );
}

/** The cost of a refresh; and while AI is on, what is missing, and today's total. */
function AiLine({ ai, next, onKey }: InsightsView & { readonly onKey: () => unknown }) {
  const { rpc } = useApp();
  const action = useAction();
  if (!ai.enabled || ai.provider === 'rules')
    return (
      <p class="secondary">{l10n.t('The built-in rules are used here. Nothing is sent, and nothing costs money.')}</p>
    );
  if (ai.provider === 'claude' && !ai.hasKey) {
    const setKey = async () => {
      if (await action.run(() => rpc.call('command.run', { command: 'daymark.setClaudeKey' }))) onKey();
    };
    return (
      <div class="button-row">
        <p class="secondary">{l10n.t('AI is on, but there is no API key yet, so the built-in rules are used.')}</p>
        <Button onClick={setKey}>{l10n.t('Set Claude API Key')}</Button>
        <CallMessage error={action.error} />
      </div>
    );
  }
  const { callsToday, callsLimit, usdToday, usdLimit } = ai;
  return (
    <div class="secondary">
      {next && <NextLine next={next} />}
      <p>
        {l10n.t(
          'Today: {0} of {1} calls, {2} of {3} US dollars',
          callsToday,
          callsLimit,
          usdToday.toFixed(3),
          usdLimit.toFixed(2),
        )}
      </p>
    </div>
  );
}

function NextLine({ next }: { next: NextCall }) {
  const { format } = useApp();
  const { model, inputTokens, usdLikely, usdAtMost, cached, withinLimits } = next;
  if (cached) return <p>{l10n.t('Nothing new since the last answer. A refresh sends nothing.')}</p>;
  if (!withinLimits) return <p>{l10n.t("Today's limit is reached, so a refresh uses the built-in rules.")}</p>;
  const usd = (value: number) => value.toFixed(3);
  const tokens = l10n.t('A refresh sends about {1} tokens to {0}.', model, format.number(inputTokens));
  if (usdAtMost === null)
    return <p>{`${tokens} ${next.provider === 'claude' ? l10n.t('Its price is not known.') : ''}`}</p>;
  const cost =
    usdLikely === null
      ? l10n.t('At most {0} US dollars.', usd(usdAtMost))
      : l10n.t('Probably {0} US dollars, at most {1}.', usd(usdLikely), usd(usdAtMost));
  return <p>{`${tokens} ${cost}`}</p>;
}
