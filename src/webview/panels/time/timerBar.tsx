import * as l10n from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Params, TimersView } from '../../../catalog/view.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { Button } from '../../controls/button.tsx';
import { Icon } from '../../controls/icon.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { Form } from '../../controls/form.tsx';
import { TextField } from '../../controls/textField.tsx';
import { useKeptFocus } from '../../layout/focus.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { startInput } from './startInput.ts';
import { InEditor } from '../../layout/inEditor.tsx';

interface TimerBarProps {
  readonly view: TimersView;
  readonly onChanged: () => void;
}

/** Number of recent timers that have a button. */
const recentShown = 4;

/** The timer: the running or paused one, its questions, and a field to start another. */
export function TimerBar({ view, onChanged }: TimerBarProps) {
  const { rpc, announce } = useApp();
  const action = useAction();
  const bar = useRef<HTMLDivElement>(null);
  useKeptFocus(bar);
  const call: Call = async (make, message) => {
    if (!(await action.run(make))) return false;
    announce(message);
    onChanged();
    return true;
  };
  const start = (input: Params<'timers.start'>) =>
    call(() => rpc.call('timers.start', input), l10n.t('Timer started.'));
  const { running, paused, gaps, recent } = view;
  const others = recent.filter(({ title }) => title !== '' && title !== (running ?? paused)?.title);
  return (
    <div class="timer" ref={bar}>
      {running && (
        <div class="timer-now">
          <TimerNow running={running} />
          <InEditor>
            <span class="button-row">
              <Button icon="pause" onClick={() => call(() => rpc.call('timers.pause', {}), l10n.t('Timer paused.'))}>
                {l10n.t('Pause')}
              </Button>
              <StopButton onStop={call} />
            </span>
          </InEditor>
        </div>
      )}
      {paused && (
        <div class="timer-now">
          <TimerPaused paused={paused} />
          <InEditor>
            <span class="button-row">
              <Button
                icon="play"
                primary
                onClick={() => call(() => rpc.call('timers.resume', {}), l10n.t('Timer resumed.'))}
              >
                {l10n.t('Resume')}
              </Button>
              <StopButton onStop={call} />
            </span>
          </InEditor>
        </div>
      )}
      <InEditor>
        {gaps.map((gap) => (
          <Gap key={gap.start} gap={gap} onAnswer={call} />
        ))}
        <StartField onStart={start} busy={action.busy} />
        <Recent recent={others.slice(0, recentShown)} onStart={start} />
      </InEditor>
      <CallMessage error={action.error} />
    </div>
  );
}

/** Makes a call, and describes what was done. */
type Call = (make: () => Promise<unknown>, message: string) => Promise<boolean>;

function StopButton({ onStop }: { onStop: Call }) {
  const { rpc } = useApp();
  return (
    <Button icon="stop" onClick={() => onStop(() => rpc.call('timers.stop', {}), l10n.t('Timer stopped.'))}>
      {l10n.t('Stop')}
    </Button>
  );
}

interface RecentProps {
  readonly recent: TimersView['recent'];
  readonly onStart: (input: Params<'timers.start'>) => unknown;
}

/** Recently timed work, to start it again. */
function Recent({ recent, onStart }: RecentProps) {
  if (recent.length === 0) return null;
  const isTwice = (title: string) => recent.filter((one) => one.title === title).length > 1;
  return (
    <div class="timer-recent">
      {recent.map(({ id, title, project, projectName, task, tags }) => {
        const name = isTwice(title) && projectName !== undefined ? `${title} · ${projectName}` : title;
        const named = { ...(project !== undefined && { project }), ...(task !== undefined && { task }) };
        return (
          <button
            key={id}
            type="button"
            class="link"
            aria-label={l10n.t('Start again: {0}', name)}
            onClick={() => void onStart({ title, tags, ...named })}
          >
            <Icon name="play" />
            {name}
          </button>
        );
      })}
    </div>
  );
}

/** The running timer, by the minute. */
function TimerNow({ running: { title, start } }: { running: NonNullable<TimersView['running']> }) {
  const { format } = useApp();
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((count) => count + 1), minuteMs);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.floor(Math.max(0, Date.now() - start) / minuteMs);
  return (
    <div class="timer-what">
      <span class="timer-title">{title || l10n.t('Without a title')}</span>
      <span class="secondary">{l10n.t('{0} since {1}', format.duration(minutes * minuteMs), format.clock(start))}</span>
    </div>
  );
}

function TimerPaused({ paused: { title, ms, end = 0 } }: { paused: NonNullable<TimersView['paused']> }) {
  const { format } = useApp();
  return (
    <div class="timer-what">
      <span class="timer-title">{title || l10n.t('Without a title')}</span>
      <span class="secondary">{l10n.t('Paused at {0} after {1}', format.clock(end), format.duration(ms))}</span>
    </div>
  );
}

interface GapProps {
  readonly gap: TimersView['gaps'][number];
  readonly onAnswer: Call;
}

/** Asks what becomes of a stretch of the timer in which nothing was measured. */
function Gap({ gap, onAnswer }: GapProps) {
  const { rpc, format } = useApp();
  const { start, end } = gap;
  const question = l10n.t(
    'The timer ran from {0} to {1} ({2}) while nothing was measured.',
    format.clock(start),
    format.clock(end),
    format.duration(end - start),
  );
  const answer = (choice: 'keep' | 'cut' | 'split') =>
    onAnswer(() => rpc.call('timers.answerGap', { ...gap, answer: choice }), l10n.t('Done.'));
  return (
    <div class="message message-warning timer-gap" role="group" aria-label={question}>
      <span>{question}</span>
      <span class="button-row">
        <Button onClick={() => answer('keep')}>{l10n.t('Keep It')}</Button>
        <Button onClick={() => answer('cut')}>{l10n.t('Stop at {0}', format.clock(start))}</Button>
        <Button onClick={() => answer('split')}>{l10n.t('Leave It Out')}</Button>
      </span>
    </div>
  );
}

interface StartFieldProps {
  readonly onStart: (input: Params<'timers.start'>) => Promise<boolean>;
  readonly busy: boolean;
}

function StartField({ onStart, busy }: StartFieldProps) {
  const [text, setText] = useKept('draft.timer', '');
  const submit = async () => {
    if (await onStart(startInput(text, Date.now()))) setText('');
  };
  return (
    <Form name={l10n.t('Start')} onSubmit={() => void submit()} onCancel={() => setText('')}>
      <div class="timer-start">
        <TextField
          label={l10n.t('What are you working on?')}
          value={text}
          onInput={setText}
          placeholder={l10n.t('-10m: 10 minutes ago')}
        />
        <Button icon="play" onClick={submit} busy={busy}>
          {l10n.t('Start')}
        </Button>
      </div>
    </Form>
  );
}
