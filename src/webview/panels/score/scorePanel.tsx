import * as l10n from '@vscode/l10n';
import { levelLabels } from './labels.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Dashboard, Today } from '../../../core/views/views.ts';
import { Button } from '../../controls/button.tsx';
import { Disclosure } from '../../controls/disclosure.tsx';
import { Icon, type IconName } from '../../controls/icon.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { ProgressBar } from '../../controls/progressBar.tsx';
import { fill } from '../../format/text.ts';
import { SettingsButton } from '../../layout/settingsButton.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useAction, useApp } from '../../state/app.ts';
import { Breakdown } from './breakdown.tsx';
import { Comparison } from './comparison.tsx';
import { ScoreRing } from './scoreRing.tsx';
import { SplitBar } from './splitBar.tsx';
import { Sparkline } from './sparkline.tsx';
import { Trend } from './trend.tsx';
import { EditorLink, InEditor } from '../../layout/inEditor.tsx';
import './score.css';

/** The day at a glance: the score, its trend, and the time against the goal. */
export const scorePanel: PanelDefinition = { id: 'score', slot: 'top', View: ScorePanel };

const levelIcons = { good: 'levelGood', fair: 'levelFair', low: 'levelLow' } as const satisfies Record<
  string,
  IconName
>;

function ScorePanel({ dashboard }: { dashboard: Dashboard }) {
  const { openLog } = useApp();
  const { score } = dashboard;
  return (
    <section class="score" aria-labelledby="score-title" id="panel-score">
      <h2 class="visually-hidden" id="score-title">
        {l10n.t('Score')}
      </h2>
      <div class="score-summary">
        <ScoreRing value={score.value} level={score.level} />
        <ScoreWords dashboard={dashboard} />
      </div>
      {score.sparkline.some(({ value }) => value !== null) && <Sparkline points={score.sparkline} />}
      <TimeToday dashboard={dashboard} />
      <div class="score-actions">
        <InEditor>
          <Button icon="add" onClick={() => openLog()}>
            {l10n.t('Log Activity')}
          </Button>
          <SettingsButton />
        </InEditor>
      </div>
      {!dashboard.firstDay && (
        <div class="score-time">
          <SplitBar today={dashboard.today} />
          <Comparison dashboard={dashboard} />
        </div>
      )}
      {score.value !== null && (
        <div class="score-breakdown">
          <Disclosure keptAs="open.breakdown" label={l10n.t('What Makes Up the Score')}>
            <Breakdown components={score.components} day={dashboard.today.day} />
          </Disclosure>
        </div>
      )}
    </section>
  );
}

function ScoreWords({ dashboard: { score, today, firstDay } }: { dashboard: Dashboard }) {
  const { format } = useApp();
  if (score.value === null || score.level === 'none') {
    return (
      <div class="score-words">
        <p class="score-word">{l10n.t('No score yet')}</p>
        <p class="secondary">
          {firstDay
            ? l10n.t('It appears after the first 15 minutes of work in an editor. Nothing needs to be set up.')
            : l10n.t('It appears after the first 15 minutes of work today.')}
        </p>
      </div>
    );
  }
  return (
    <div class="score-words">
      <p class="score-word">
        <span class={`score-level level-${score.level}`}>
          <Icon name="levelTrack" class="level-track" />
          <Icon name={levelIcons[score.level]} />
        </span>
        {levelLabels()[score.level]}
        <span class="visually-hidden">, {l10n.t('{0}: {1} of 100', l10n.t('Score'), format.number(score.value))}</span>
      </p>
      <Trend percent={score.trendPercent} day={today.day} />
    </div>
  );
}

function TimeToday({ dashboard: { today } }: { dashboard: Dashboard }) {
  const { format } = useApp();
  const { totalMs, goalMs, machineMs } = today;
  const goal = fill(totalMs >= goalMs ? l10n.t('goal of {0} reached') : l10n.t('of {0}'), format.duration(goalMs));
  return (
    <div class="time-today">
      <p class="today-line">
        <span class="secondary">{l10n.t('Today')}</span>
        <span>
          <TimeTotal today={today} />
          {goalMs > 0 && <span class="secondary"> {goal}</span>}
        </span>
      </p>
      {goalMs > 0 && (
        <ProgressBar
          name={l10n.t('Today')}
          value={totalMs}
          max={goalMs}
          text={`${format.duration(totalMs, 'long')} ${l10n.t('of {0}', format.duration(goalMs, 'long'))}`}
        />
      )}
      {machineMs >= minuteMs && (
        <p class="secondary">{l10n.t('{0} of machine time, not counted', format.duration(machineMs))}</p>
      )}
    </div>
  );
}

/** The day's total, which opens its account. */
function TimeTotal({ today: { day, totalMs } }: { today: Today }) {
  const { rpc, format } = useApp();
  const { run, error } = useAction();
  const total = format.duration(totalMs);
  if (totalMs === 0) return <strong class="time-total">{total}</strong>;
  return (
    <>
      <EditorLink
        class="time-total"
        label={l10n.t('{0}, {1}: why', l10n.t('Today'), total)}
        onClick={() => run(() => rpc.call('why.open', { day }))}
      >
        {total}
      </EditorLink>
      <CallMessage error={error} />
    </>
  );
}
