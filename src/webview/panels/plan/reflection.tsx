import * as l10n from '@vscode/l10n';
import { useEffect, useRef } from 'preact/hooks';
import type { Plan } from '../../../core/views/views.ts';
import { Button } from '../../controls/button.tsx';
import { Disclosure } from '../../controls/disclosure.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { TextField } from '../../controls/textField.tsx';
import { limits } from '../../../core/base/limits.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { answerReflection } from '../../state/patches.ts';
import { EvidenceList } from './evidenceList.tsx';
import { PartHeading, type HeadingLevel } from './partHeading.tsx';

interface ReflectionProps {
  readonly day: string;
  readonly reflection: NonNullable<Plan['reflection']>;
  readonly level: HeadingLevel;
}

const pauseMs = 1200;

/** The question about the last day. Typed text is kept immediately, and saved on leaving the box or after a pause. */
export function Reflection({ day, reflection, level }: ReflectionProps) {
  const answer = useAnswer(day, reflection.answer);
  return (
    <section class="plan-part">
      <PartHeading level={level} icon="edit">
        {l10n.t('Looking Back')}
      </PartHeading>
      <p class="reflection-question">{reflection.question}</p>
      {useApp().inEditor ? (
        <TextField
          label={l10n.t('Your answer')}
          value={answer.text}
          onInput={answer.type}
          onBlur={answer.save}
          error={answer.problem}
          hint={answer.status}
          rows={3}
          class="reflection-answer"
        />
      ) : (
        <p>{answer.text}</p>
      )}
      <CallMessage error={answer.error}>
        <Button onClick={answer.save}>{l10n.t('Try Again')}</Button>
      </CallMessage>
      {reflection.evidence.length > 0 && (
        <Disclosure keptAs={`open.reflection.${day}`} label={l10n.t('Evidence for this')}>
          <EvidenceList evidence={reflection.evidence} />
        </Disclosure>
      )}
    </section>
  );
}

function useAnswer(day: string, stored: string) {
  const { rpc, store } = useApp();
  const [draft, setDraft] = useKept<string | undefined>(`draft.answer.${day}`, undefined);
  const action = useAction({ overlaps: true });
  const latest = useRef(draft);
  latest.current = draft;
  const problem =
    draft && draft.length > limits.answerLength
      ? l10n.t('At most {0} characters. Anything longer is not saved.', limits.answerLength)
      : undefined;
  const save = async () => {
    const answer = latest.current;
    if (answer === undefined || problem) return;
    const patch = answerReflection(day, answer);
    const done = await action.run(() => store.change(patch, () => rpc.call('plan.answer', { day, answer })));
    // Text typed since then is newer, and is saved next.
    if (done && latest.current === answer) setDraft(undefined);
  };
  useEffect(() => {
    if (draft === undefined) return;
    const timer = setTimeout(save, pauseMs);
    return () => clearTimeout(timer);
  }, [draft]);
  const saved = draft === undefined && stored !== '' ? l10n.t('Saved.') : l10n.t('Saved automatically.');
  return {
    text: draft ?? stored,
    type: setDraft,
    save,
    problem,
    error: action.error,
    status: action.busy ? l10n.t('Saving…') : action.error ? l10n.t('Not saved yet. Your text is kept here.') : saved,
  };
}
