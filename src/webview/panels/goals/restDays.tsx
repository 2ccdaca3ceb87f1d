import { useRef } from 'preact/hooks';
import type { GoalsView } from '../../../catalog/view.ts';
import { Button, IconButton } from '../../controls/button.tsx';
import { DateField } from '../../controls/dateFields.tsx';
import { Disclosure } from '../../controls/disclosure.tsx';
import { FieldRow } from '../../controls/field.tsx';
import { Form } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { fill } from '../../format/text.ts';
import { focusSoon } from '../../layout/focus.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';

interface RestDaysProps {
  readonly restDays: GoalsView['restDays'];
  readonly today: string;
  readonly onChanged: () => void;
}

/** Days off, which no goal is due on. */
export function RestDays({ restDays, today, onChanged }: RestDaysProps) {
  const { rpc, strings, format, announce } = useApp();
  const t = strings.goals.rests;
  const action = useAction();
  const spanOf = ({ from, to }: { from: string; to: string }) =>
    from === to ? format.shortDay(from) : fill(t.span, format.shortDay(from), format.shortDay(to));
  return (
    <Disclosure keptAs="open.restDays" label={t.heading}>
      <p class="secondary">{t.hint}</p>
      <ul>
        {restDays.map((span) => (
          <li key={span.id} class="rest-days">
            <span>{spanOf(span)}</span>
            <IconButton
              icon="trash"
              name={fill(t.remove, spanOf(span))}
              onClick={async () => {
                if (!(await action.run(() => rpc.call('restDays.delete', { id: span.id })))) return;
                announce(t.removed);
                onChanged();
              }}
            />
          </li>
        ))}
      </ul>
      <RestDayAdder today={today} onChanged={onChanged} />
      <CallMessage error={action.error} />
    </Disclosure>
  );
}

/** Adds days off: from a day through another. */
function RestDayAdder({ today, onChanged }: Pick<RestDaysProps, 'today' | 'onChanged'>) {
  const { rpc, strings } = useApp();
  const t = strings.goals.rests;
  const [draft, setDraft] = useKept<{ from: string; to: string } | undefined>('draft.restDays', undefined);
  const action = useAction();
  const button = useRef<HTMLElement>(null);
  const close = () => {
    setDraft(undefined);
    action.clear();
    focusSoon(button);
  };
  if (!draft) {
    return (
      <div class="button-row">
        <Button icon="add" buttonRef={button} onClick={() => setDraft({ from: today, to: today })}>
          {t.add}
        </Button>
      </div>
    );
  }
  const { from, to } = draft;
  const save = async () => {
    if (from === '' || to < from) return;
    if (!(await action.run(() => rpc.call('restDays.add', draft)))) return;
    onChanged();
    close();
  };
  const { dayInvalid, endInvalid } = strings.goals.form;
  return (
    <Form name={t.add} onSubmit={() => void save()} onCancel={close}>
      <FieldRow>
        <DateField
          label={t.from}
          value={from}
          onInput={(day) => setDraft({ from: day, to: to < day ? day : to })}
          error={from === '' ? dayInvalid : undefined}
        />
        <DateField
          label={t.to}
          value={to}
          onInput={(day) => setDraft({ from, to: day })}
          error={to < from ? endInvalid : undefined}
        />
      </FieldRow>
      <div class="button-row">
        <Button primary onClick={save} busy={action.busy}>
          {strings.common.save}
        </Button>
        <Button onClick={close}>{strings.common.cancel}</Button>
      </div>
      <CallMessage error={action.error} />
    </Form>
  );
}
