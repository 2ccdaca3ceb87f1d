import { useEffect, useRef } from 'preact/hooks';
import type { Plan } from '../../../core/views/views.ts';
import { Button } from '../../controls/button.tsx';
import { Disclosure } from '../../controls/disclosure.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { TextField } from '../../controls/textField.tsx';
import { fill } from '../../format/text.ts';
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

/** The question to look back with. What is typed is kept at once, and saved on leaving the box or after a pause. */
export function Reflection({ day, reflection, level }: ReflectionProps) {
  const { strings } = useApp();
  const t = strings.plan;
  const answer = useAnswer(day, reflection.answer);
  return (
    <section class="plan-part">
      <PartHeading level={level} icon="edit">
        {t.reflection}
      </PartHeading>
      <p class="reflection-question">{reflection.question}</p>
      <TextField
        label={t.answer}
        value={answer.text}
        onInput={answer.type}
        onBlur={answer.save}
        error={answer.problem}
        hint={answer.status}
        rows={3}
        class="reflection-answer"
      />
      <CallMessage error={answer.error}>
        <Button onClick={answer.save}>{strings.common.retry}</Button>
      </CallMessage>
      {reflection.evidence.length > 0 && (
        <Disclosure keptAs={`open.reflection.${day}`} label={strings.common.evidence}>
          <EvidenceList evidence={reflection.evidence} />
        </Disclosure>
      )}
    </section>
  );
}

function useAnswer(day: string, stored: string) {
  const { rpc, store, strings } = useApp();
  const t = strings.plan;
  const [draft, setDraft] = useKept<string | undefined>(`draft.answer.${day}`, undefined);
  const action = useAction({ overlaps: true });
  const latest = useRef(draft);
  latest.current = draft;
  const problem = draft && draft.length > limits.answerLength ? fill(t.answerLong, limits.answerLength) : undefined;
  const save = async () => {
    const answer = latest.current;
    if (answer === undefined || problem) return;
    const patch = answerReflection(day, answer);
    const done = await action.run(() => store.change(patch, () => rpc.call('plan.answer', { day, answer })));
    // What was typed meanwhile is newer, and waits for its own turn.
    if (done && latest.current === answer) setDraft(undefined);
  };
  useEffect(() => {
    if (draft === undefined) return;
    const timer = setTimeout(save, pauseMs);
    return () => clearTimeout(timer);
  }, [draft]);
  const saved = draft === undefined && stored !== '' ? t.saved : t.answerHint;
  return {
    text: draft ?? stored,
    type: setDraft,
    save,
    problem,
    error: action.error,
    status: action.busy ? t.saving : action.error ? t.notSaved : saved,
  };
}
