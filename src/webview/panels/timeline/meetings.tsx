import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import type { CalendarEventView } from '../../../catalog/view.ts';
import { CallMessage } from '../../controls/messages.tsx';
import { buttonAfter, focusSoon } from '../../layout/focus.ts';
import { UndoLine, useLastChange, type LastChange } from '../../layout/undo.tsx';
import { useAction, useApp } from '../../state/app.ts';

interface MeetingsProps {
  /** Those that need an answer. */
  readonly unconfirmed: readonly CalendarEventView[];
}

/** Calendar meetings that may or may not have taken place, each answered with one click. */
export function Meetings({ unconfirmed }: MeetingsProps) {
  const last = useLastChange();
  const undone = <UndoLine change={last} onUndone={() => undefined} />;
  if (unconfirmed.length === 0) return undone;
  return (
    <section class="meetings" aria-label={l10n.t('Meetings to confirm')}>
      <p>{l10n.t('Were you in these meetings?')}</p>
      <ul>
        {unconfirmed.map((event) => (
          <Meeting key={event.id} event={event} onDone={last.offer} />
        ))}
      </ul>
      {undone}
    </section>
  );
}

interface MeetingProps {
  readonly event: CalendarEventView;
  readonly onDone: LastChange['offer'];
}

function Meeting({ event, onDone }: MeetingProps) {
  const { rpc, format, announce } = useApp();
  const action = useAction();
  const row = useRef<HTMLLIElement>(null);
  const title = event.title || l10n.t('Meeting');
  const when = `${format.clock(event.start)}–${format.clock(event.end)}`;
  const answer = async (attendance: 'attended' | 'missed') => {
    const [leaving, next] = [row.current, buttonAfter(row.current)];
    if (!(await action.run(() => rpc.call('calendar.answer', { event: event.id, answer: attendance })))) return;
    const text =
      attendance === 'attended' ? l10n.t('{0} counts as a meeting.', title) : l10n.t('{0} does not count.', title);
    announce(text);
    onDone({ text, undo: () => rpc.call('calendar.answer', { event: event.id, answer: null }) });
    focusSoon(next, leaving);
  };
  return (
    <li ref={row}>
      <span>{title}</span>{' '}
      <span class="secondary">{[when, reasonOf(event, format.duration)].filter(Boolean).join(' · ')}</span>
      <div class="button-row">
        <button
          type="button"
          class="link"
          aria-label={l10n.t('I was in {0}, {1}', title, when)}
          onClick={() => void answer('attended')}
        >
          {l10n.t('I Was There')}
        </button>
        <button
          type="button"
          class="link"
          aria-label={l10n.t("I wasn't in {0}, {1}", title, when)}
          onClick={() => void answer('missed')}
        >
          {l10n.t("I Wasn't")}
        </button>
      </div>
      <CallMessage error={action.error} />
    </li>
  );
}

/** The reason for asking. */
function reasonOf({ reason, otherWorkMs = 0 }: CalendarEventView, duration: (ms: number) => string): string {
  if (reason === 'worked') return l10n.t('{0} of other work at the same time', duration(otherWorkMs));
  if (reason === 'tentative') return l10n.t('not accepted');
  if (reason === 'overlap') return l10n.t('overlaps another meeting');
  if (reason === 'earlier') return l10n.t('before you connected the calendar');
  return reason === 'deleted' ? l10n.t('you deleted its time') : '';
}
