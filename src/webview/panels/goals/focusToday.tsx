import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import type { Dashboard } from '../../../core/views/views.ts';
import type { Result } from '../../../catalog/view.ts';
import { Button } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { plural, type Plural } from '../../format/plural.ts';
import { useKeptFocus } from '../../layout/focus.ts';
import { useHistoryBasis } from '../../layout/openDay.ts';
import { useAction, useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { useRecordChanges } from '../../state/useRecordChanges.ts';
import { InEditor } from '../../layout/inEditor.tsx';

type Session = Result<'focus.days'>['days'][number]['sessions'][number];
type Interruptions = Session['interruptions'];

/** Focus sessions of today, and buttons that start and stop one. */
export function FocusToday({ dashboard }: { readonly dashboard: Dashboard }) {
  const { rpc, format } = useApp();
  const changes = useRecordChanges(['focusSessions', 'focusStops']);
  const basis = `${useHistoryBasis(dashboard)} ${changes}`;
  const { day } = dashboard.today;
  const state = useAnswer('focus.state', {}, basis).data;
  const today = useAnswer('focus.days', { from: day, to: day }, basis).data?.days[0];
  const action = useAction();
  const part = useRef<HTMLDivElement>(null);
  useKeptFocus(part);
  const run = (command: 'daymark.startFocus' | 'daymark.startPomodoro') => () =>
    action.run(() => rpc.call('command.run', { command }));
  const isOn = state !== undefined && state.phase !== 'none';
  return (
    <div class="focus-today" ref={part}>
      {isOn && <p role="status">{phaseText(state, (at) => format.clock(at))}</p>}
      <InEditor>
        <div class="button-row">
          {isOn ? (
            <Button onClick={() => action.run(() => rpc.call('focus.stop', {}))} busy={action.busy}>
              {l10n.t('Stop')}
            </Button>
          ) : (
            <Button icon="play" onClick={run('daymark.startFocus')}>
              {l10n.t('Start Focus Session…')}
            </Button>
          )}
          {state?.phase !== 'focus' && (
            <Button onClick={run('daymark.startPomodoro')}>
              {state?.phase === 'break' || state?.phase === 'ready'
                ? l10n.t('Next Pomodoro')
                : l10n.t('Start Pomodoro')}
            </Button>
          )}
        </div>
      </InEditor>
      <CallMessage error={action.error} />
      {today && today.sessions.length > 0 && (
        <ul class="focus-sessions">
          {today.sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
    </div>
  );
}

function SessionRow({ session }: { readonly session: Session }) {
  const { format } = useApp();
  const { start, end, title, ms, measuredMs, isCompleted, interruptions } = session;
  const words = [
    end === undefined ? l10n.t('running') : isCompleted ? l10n.t('completed') : l10n.t('stopped'),
    l10n.t('You were there {0}', format.duration(measuredMs)),
    ...interruptionWords(interruptions, format.count),
  ];
  return (
    <li>
      <span>
        {format.clock(start)}
        {end !== undefined && ` – ${format.clock(end)}`}
        {title !== '' && ` · ${title}`}
      </span>{' '}
      <span class="secondary">{format.duration(ms)}</span>
      <div class="secondary">{words.join(' · ')}</div>
    </li>
  );
}

function phaseText({ phase, session, until }: Result<'focus.state'>, clock: (at: number) => string): string {
  if (phase === 'break') return l10n.t('Break until {0}.', clock(until ?? 0));
  if (phase === 'ready') return l10n.t('The break is over.');
  const title = session?.title ?? '';
  if (until === undefined) return l10n.t('Focus session');
  return title === ''
    ? l10n.t('Focus session until {0}.', clock(until))
    : l10n.t('Focus session until {0}: {1}', clock(until), title);
}

/** Describes what came in between, omitting zeros. */
function interruptionWords(counts: Interruptions, say: (forms: Plural, count: number) => string): string[] {
  const forms: Record<keyof Interruptions, Plural> = {
    projectSwitches: plural('{0} project switch', '{0} project switches'),
    away: plural('away once', 'away {0} times'),
    meetings: plural('{0} meeting', '{0} meetings'),
    sites: plural('{0} page in the browser', '{0} pages in the browser'),
    failedRuns: plural('{0} failed run', '{0} failed runs'),
    agentPrompts: plural('{0} agent prompt', '{0} agent prompts'),
  };
  const words = Object.entries(forms) as [keyof Interruptions, Plural][];
  return words.flatMap(([kind, form]) => (counts[kind] > 0 ? [say(form, counts[kind])] : []));
}
