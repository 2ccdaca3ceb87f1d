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
import './score.css';

/** How the day is going, in three seconds: the score, its trend, and the time against the goal. */
export const scorePanel: PanelDefinition = { id: 'score', slot: 'top', View: ScorePanel };

const levelIcons = { good: 'levelGood', fair: 'levelFair', low: 'levelLow' } as const satisfies Record<
  string,
  IconName
>;

function ScorePanel({ dashboard }: { dashboard: Dashboard }) {
  const { strings, openLog } = useApp();
  const { score } = dashboard;
  return (
    <section class="score" aria-labelledby="score-title" id="panel-score">
      <h2 class="visually-hidden" id="score-title">
        {strings.score.heading}
      </h2>
      <div class="score-summary">
        <ScoreRing value={score.value} level={score.level} />
        <ScoreWords dashboard={dashboard} />
      </div>
      {score.sparkline.some(({ value }) => value !== null) && <Sparkline points={score.sparkline} />}
      <TimeToday dashboard={dashboard} />
      <div class="score-actions">
        <Button icon="add" onClick={() => openLog()}>
          {strings.log.open}
        </Button>
        <SettingsButton />
      </div>
      {!dashboard.firstDay && (
        <div class="score-time">
          <SplitBar today={dashboard.today} />
          <Comparison dashboard={dashboard} />
        </div>
      )}
      {score.value !== null && (
        <div class="score-breakdown">
          <Disclosure keptAs="open.breakdown" label={strings.score.breakdown}>
            <Breakdown components={score.components} day={dashboard.today.day} />
          </Disclosure>
        </div>
      )}
    </section>
  );
}

function ScoreWords({ dashboard: { score, today, firstDay } }: { dashboard: Dashboard }) {
  const { strings, format } = useApp();
  const t = strings.score;
  if (score.value === null || score.level === 'none') {
    return (
      <div class="score-words">
        <p class="score-word">{t.levels.none}</p>
        <p class="secondary">{firstDay ? t.firstDay : t.none}</p>
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
        {t.levels[score.level]}
        <span class="visually-hidden">, {fill(t.outOf, t.heading, format.number(score.value))}</span>
      </p>
      <Trend percent={score.trendPercent} day={today.day} />
    </div>
  );
}

function TimeToday({ dashboard: { today } }: { dashboard: Dashboard }) {
  const { strings, format } = useApp();
  const t = strings.score;
  const { totalMs, goalMs, machineMs } = today;
  const goal = fill(totalMs >= goalMs ? t.goalReached : t.ofGoal, format.duration(goalMs));
  return (
    <div class="time-today">
      <p class="time-line">
        <span class="secondary">{t.timeToday}</span>
        <span>
          <TimeTotal today={today} />
          {goalMs > 0 && <span class="secondary"> {goal}</span>}
        </span>
      </p>
      {goalMs > 0 && (
        <ProgressBar
          name={t.timeToday}
          value={totalMs}
          max={goalMs}
          text={`${format.duration(totalMs, 'long')} ${fill(t.ofGoal, format.duration(goalMs, 'long'))}`}
        />
      )}
      {machineMs >= minuteMs && <p class="secondary">{fill(t.machine, format.duration(machineMs))}</p>}
    </div>
  );
}

/** The day's total, which opens what it rests on. */
function TimeTotal({ today: { day, totalMs } }: { today: Today }) {
  const { rpc, strings, format } = useApp();
  const { run, error } = useAction();
  const total = format.duration(totalMs);
  if (totalMs === 0) return <strong class="time-total">{total}</strong>;
  return (
    <>
      <button
        type="button"
        class="link time-total"
        aria-label={fill(strings.score.whyOf, strings.score.timeToday, total)}
        onClick={() => void run(() => rpc.call('why.open', { day }))}
      >
        {total}
      </button>
      <CallMessage error={error} />
    </>
  );
}
