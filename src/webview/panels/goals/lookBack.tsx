import * as l10n from '@vscode/l10n';
import { useEffect, useRef } from 'preact/hooks';
import type { Result } from '../../../catalog/view.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { Disclosure } from '../../controls/disclosure.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { plural } from '../../format/plural.ts';
import { fill } from '../../format/text.ts';
import { focusSoon, useKeptFocus } from '../../layout/focus.ts';
import { useHistoryBasis } from '../../layout/openDay.ts';
import { later } from '../../layout/later.tsx';
import { Pending } from '../../layout/pending.tsx';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { useRecordChanges } from '../../state/useRecordChanges.ts';
import { InEditor } from '../../layout/inEditor.tsx';

const Earned = later((parts) => parts.EarnedMilestones);

/** The key under which the open state of milestones is remembered. */
const openKey = 'open.milestones';

interface Props {
  readonly dashboard: Dashboard;
}

/** The last weeks' focus, breaks, and milestones; each is requested when opened. */
export function HabitsLookBack({ dashboard }: Props) {
  return (
    <>
      <Disclosure keptAs="open.focusPatterns" label={l10n.t('Recent focus and breaks')}>
        <Patterns dashboard={dashboard} />
      </Disclosure>
      <Disclosure keptAs="open.tip" label={l10n.t('Tip of the day')}>
        <Tip dashboard={dashboard} />
      </Disclosure>
      <MilestonesPart dashboard={dashboard} />
    </>
  );
}

function Tip({ dashboard }: Props) {
  const { rpc, announce } = useApp();
  const { day } = dashboard.today;
  const changes = useRecordChanges(['dismissedTips', 'goals']);
  const answer = useAnswer('tips.today', {}, `${day} ${changes}`);
  const action = useAction();
  const { data } = answer;
  const dismiss = async (id: NonNullable<TipData['tip']>['id'], button: Element) => {
    const current = button.closest('.disclosure')?.querySelector('button') ?? null;
    if (!(await action.run(() => rpc.call('tips.dismiss', { id, day })))) return;
    announce(l10n.t('Dismissed.'));
    focusSoon({ current }, button);
  };
  return (
    <>
      <Pending answer={answer} />
      {data && !data.tip && <p class="secondary">{l10n.t('No tip today.')}</p>}
      {data?.tip && (
        <>
          <p>{data.tip.text}</p>
          <p class="secondary">{data.tip.evidence}</p>
          <InEditor>
            <button
              type="button"
              class="link"
              onClick={({ currentTarget }) => void (data.tip && dismiss(data.tip.id, currentTarget))}
            >
              {l10n.t("Don't Show This Tip Again")}
            </button>
          </InEditor>
        </>
      )}
      <CallMessage error={action.error} />
    </>
  );
}

type TipData = Result<'tips.today'>;

function Patterns({ dashboard }: Props) {
  const { format } = useApp();
  const basis = useHistoryBasis(dashboard);
  const { day } = dashboard.today;
  const answer = useAnswer('focus.patterns', {}, basis);
  const today = useAnswer('breaks.get', { from: day, to: day }, basis).data?.days[0];
  const { data } = answer;
  const lines = data
    ? [...bestLine(data, format.clockHour, format.percent), ...causeLines(data, useTexts(format.duration))]
    : [];
  return (
    <>
      <Pending answer={answer} />
      {data && lines.length === 0 && (
        <p class="secondary">
          {l10n.t('Not enough was recorded in the last four weeks to say when your focus is best.')}
        </p>
      )}
      {lines.map((line) => (
        <p key={line} class="look-back">
          {line}
        </p>
      ))}
      {today && today.longestWorkMs > 0 && (
        <p class="secondary">
          {fill(
            format.count(
              plural(
                '{0} break today; the longest time without one: {1}',
                '{0} breaks today; the longest time without one: {1}',
              ),
              today.count,
            ),
            '',
            format.duration(today.longestWorkMs),
          )}
        </p>
      )}
    </>
  );
}

type PatternsData = Result<'focus.patterns'>;

function bestLine({ best }: PatternsData, hour: (at: number) => string, percent: (share: number) => string): string[] {
  if (!best) return [];
  const { fromHour, toHour, share, overall, days } = best;
  return [
    l10n.t(
      'From {0} to {1}, {2} of your time was in stretches of 25 minutes or more; over all hours it was {3}. Seen on {4} days.',
      hour(fromHour),
      hour(toHour),
      percent(share),
      percent(overall),
      days,
    ),
  ];
}

type CauseTexts = Record<
  PatternsData['interruptions'][number]['cause'],
  (count: number, ms: number, days: number) => string
>;

function useTexts(duration: (ms: number) => string): CauseTexts {
  const say = (text: string) => (count: number, ms: number, days: number) => fill(text, count, duration(ms), days);
  return {
    projectSwitch: say(
      l10n.t('You switched to another project {0} times on {2} days. It usually took {1} until you were back.'),
    ),
    meeting: say(l10n.t('A meeting interrupted you {0} times on {2} days. It usually took {1} until you were back.')),
    chat: say(l10n.t('A chat or mail interrupted you {0} times on {2} days. It usually took {1} until you were back.')),
    site: say(
      l10n.t('A page in the browser interrupted you {0} times on {2} days. It usually took {1} until you were back.'),
    ),
    failedRun: say(
      l10n.t('You stopped after a failed run {0} times on {2} days. It usually took {1} until you were back.'),
    ),
    ciWait: say(l10n.t('You waited for CI {0} times on {2} days. It usually took {1} until you were back.')),
    agentPrompt: say(
      l10n.t(
        'You stopped {0} times on {2} days when an AI agent was waiting for you. It usually took {1} until you were back.',
      ),
    ),
    away: say(l10n.t('You went away {0} times on {2} days. It usually took {1} until you were back.')),
  };
}

function causeLines({ interruptions }: PatternsData, texts: CauseTexts): string[] {
  return interruptions.map(({ cause, count, medianMs, days, sites }) => {
    const line = texts[cause](count, medianMs, days);
    const named = sites?.map(({ site, count: times }) => `${site} (${times})`).join(', ');
    return named === undefined ? line : `${line} ${l10n.t('Most often: {0}', named)}`;
  });
}

/** Milestones, which can be turned off as a whole. A dot marks an unseen one. */
function MilestonesPart({ dashboard }: Props) {
  const [isOff, setOff] = useKept('milestones.off', false);
  const [seen, setSeen] = useKept('milestones.seen', '');
  const [open] = useKept(openKey, false);
  const part = useRef<HTMLDivElement>(null);
  useKeptFocus(part);
  const { day } = dashboard.today;
  // Nothing is requested if the user has never looked.
  const isAsked = open || seen !== '';
  return (
    <div class="focus-group" ref={part}>
      {isOff && (
        <button type="button" class="link" onClick={() => setOff(false)}>
          {l10n.t('Show Milestones')}
        </button>
      )}
      {!isOff && !isAsked && (
        <Disclosure keptAs={openKey} label={l10n.t('Milestones')}>
          {null}
        </Disclosure>
      )}
      {!isOff && isAsked && <Milestones day={day} seen={seen} onSeen={setSeen} onOff={() => setOff(true)} />}
    </div>
  );
}

interface MilestonesProps {
  readonly day: string;
  readonly seen: string;
  readonly onSeen: (day: string) => void;
  readonly onOff: () => void;
}

function Milestones({ day, seen, onSeen, onOff }: MilestonesProps) {
  const { format } = useApp();
  const [open] = useKept(openKey, false);
  const answer = useAnswer('milestones.get', {}, day);
  const all = answer.data?.milestones ?? [];
  const earned = all.flatMap((one) => (one.day === undefined ? [] : [{ ...one, day: one.day }]));
  const isNew = seen !== '' && earned.some((one) => one.day > seen);
  const isSeen = open && answer.data !== undefined && seen !== day;
  useEffect(() => {
    if (isSeen) onSeen(day);
  }, [isSeen, day, onSeen]);
  return (
    <Disclosure
      keptAs={openKey}
      label={isNew ? l10n.t('Milestones · new') : l10n.t('Milestones')}
      openLabel={l10n.t('Milestones')}
    >
      <Pending answer={answer} />
      {earned.length > 0 && <Earned earned={earned} today={day} />}
      {earned.length < all.length && (
        <p class="secondary">
          {l10n.t(
            'Not earned yet: {0}',
            format.list(all.filter((one) => one.day === undefined).map(({ title }) => title)),
          )}
        </p>
      )}
      <button type="button" class="link" onClick={onOff}>
        {l10n.t('Hide Milestones')}
      </button>
    </Disclosure>
  );
}
