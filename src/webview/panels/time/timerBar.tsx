import { useEffect, useState } from 'preact/hooks';
import type { Params, TimersView } from '../../../catalog/view.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { Button } from '../../controls/button.tsx';
import { Icon } from '../../controls/icon.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { Form } from '../../controls/form.tsx';
import { TextField } from '../../controls/textField.tsx';
import { fill } from '../../format/text.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { startInput } from './startInput.ts';

interface TimerBarProps {
  readonly view: TimersView;
  readonly onChanged: () => void;
}

/** How many of the last timers are a click away. */
const recentShown = 4;

/** The timer: what runs or is paused, what it asks, and a field to start another. */
export function TimerBar({ view, onChanged }: TimerBarProps) {
  const { rpc, strings, announce } = useApp();
  const t = strings.time.timer;
  const action = useAction();
  const call: Call = async (make, said) => {
    if (!(await action.run(make))) return false;
    announce(said);
    onChanged();
    return true;
  };
  const start = (input: Params<'timers.start'>) => call(() => rpc.call('timers.start', input), t.started);
  const { running, paused, gaps, recent } = view;
  const others = recent.filter(({ title }) => title !== '' && title !== (running ?? paused)?.title);
  return (
    <div class="timer">
      {running && (
        <div class="timer-now">
          <TimerNow running={running} />
          <span class="button-row">
            <Button icon="pause" onClick={() => call(() => rpc.call('timers.pause', {}), t.stopped)}>
              {t.pause}
            </Button>
            <StopButton onStop={call} />
          </span>
        </div>
      )}
      {paused && (
        <div class="timer-now">
          <TimerPaused paused={paused} />
          <span class="button-row">
            <Button icon="play" primary onClick={() => call(() => rpc.call('timers.resume', {}), t.started)}>
              {t.resume}
            </Button>
            <StopButton onStop={call} />
          </span>
        </div>
      )}
      {gaps.map((gap) => (
        <Gap key={gap.start} gap={gap} onAnswer={call} />
      ))}
      <StartField onStart={start} busy={action.busy} />
      <Recent recent={others.slice(0, recentShown)} onStart={start} />
      <CallMessage error={action.error} />
    </div>
  );
}

/** Makes a call, and says what was done. */
type Call = (make: () => Promise<unknown>, said: string) => Promise<boolean>;

function StopButton({ onStop }: { onStop: Call }) {
  const { rpc, strings } = useApp();
  const t = strings.time.timer;
  return (
    <Button icon="stop" onClick={() => onStop(() => rpc.call('timers.stop', {}), t.stopped)}>
      {t.stop}
    </Button>
  );
}

interface RecentProps {
  readonly recent: TimersView['recent'];
  readonly onStart: (input: Params<'timers.start'>) => unknown;
}

/** What was timed lately, to start it again. */
function Recent({ recent, onStart }: RecentProps) {
  const { strings } = useApp();
  if (recent.length === 0) return null;
  return (
    <div class="timer-recent">
      {recent.map(({ id, title, project, task, tags }) => {
        const named = { ...(project !== undefined && { project }), ...(task !== undefined && { task }) };
        return (
          <button
            key={id}
            type="button"
            class="link"
            aria-label={fill(strings.time.timer.recent, title)}
            onClick={() => void onStart({ title, tags, ...named })}
          >
            <Icon name="play" />
            {title}
          </button>
        );
      })}
    </div>
  );
}

/** The running timer, by the minute. */
function TimerNow({ running: { title, start } }: { running: NonNullable<TimersView['running']> }) {
  const { strings, format } = useApp();
  const t = strings.time;
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((count) => count + 1), minuteMs);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.floor(Math.max(0, Date.now() - start) / minuteMs);
  return (
    <div class="timer-what">
      <span class="timer-title">{title || t.untitled}</span>
      <span class="secondary">{fill(t.timer.since, format.duration(minutes * minuteMs), format.clock(start))}</span>
    </div>
  );
}

function TimerPaused({ paused: { title, ms, end = 0 } }: { paused: NonNullable<TimersView['paused']> }) {
  const { strings, format } = useApp();
  const t = strings.time;
  return (
    <div class="timer-what">
      <span class="timer-title">{title || t.untitled}</span>
      <span class="secondary">{fill(t.timer.paused, format.clock(end), format.duration(ms))}</span>
    </div>
  );
}

interface GapProps {
  readonly gap: TimersView['gaps'][number];
  readonly onAnswer: Call;
}

/** Asks what becomes of a stretch of the timer in which nothing was measured. */
function Gap({ gap, onAnswer }: GapProps) {
  const { rpc, strings, format } = useApp();
  const t = strings.time.gap;
  const { start, end } = gap;
  const question = fill(t.question, format.clock(start), format.clock(end), format.duration(end - start));
  const answer = (choice: 'keep' | 'cut' | 'split') =>
    onAnswer(() => rpc.call('timers.answerGap', { ...gap, answer: choice }), t.answered);
  return (
    <div class="message message-warning timer-gap" role="group" aria-label={question}>
      <span>{question}</span>
      <span class="button-row">
        <Button onClick={() => answer('keep')}>{t.keep}</Button>
        <Button onClick={() => answer('cut')}>{fill(t.cut, format.clock(start))}</Button>
        <Button onClick={() => answer('split')}>{t.split}</Button>
      </span>
    </div>
  );
}

interface StartFieldProps {
  readonly onStart: (input: Params<'timers.start'>) => Promise<boolean>;
  readonly busy: boolean;
}

function StartField({ onStart, busy }: StartFieldProps) {
  const { strings } = useApp();
  const t = strings.time.timer;
  const [text, setText] = useKept('draft.timer', '');
  const submit = async () => {
    if (await onStart(startInput(text, Date.now()))) setText('');
  };
  return (
    <Form name={t.start} onSubmit={() => void submit()} onCancel={() => setText('')}>
      <div class="timer-start">
        <TextField label={t.what} value={text} onInput={setText} placeholder={t.placeholder} />
        <Button icon="play" onClick={submit} busy={busy}>
          {t.start}
        </Button>
      </div>
    </Form>
  );
}
