import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import type { GoalsView } from '../../../catalog/view.ts';
import { IconButton } from '../../controls/button.tsx';
import { DateField } from '../../controls/dateFields.tsx';
import { Disclosure } from '../../controls/disclosure.tsx';
import { FieldRow } from '../../controls/field.tsx';
import { Form, FormEnd } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { Adder, type AdderForm } from '../../layout/adder.tsx';
import { useKeptFocus } from '../../layout/focus.ts';
import { useAction, useApp } from '../../state/app.ts';
import { InEditor } from '../../layout/inEditor.tsx';

interface RestDaysProps {
  readonly restDays: GoalsView['restDays'];
  readonly today: string;
  readonly onChanged: () => void;
}

/** Days off, which no goal is due on. */
export function RestDays({ restDays, today, onChanged }: RestDaysProps) {
  const { rpc, format, announce } = useApp();
  const action = useAction();
  const within = useRef<HTMLDivElement>(null);
  useKeptFocus(within);
  const spanOf = ({ from, to }: { from: string; to: string }) =>
    from === to
      ? format.datedDay(from, today)
      : l10n.t('{0} – {1}', format.datedDay(from, today), format.datedDay(to, today));
  return (
    <Disclosure keptAs="open.restDays" label={l10n.t('Days Off')}>
      <p class="secondary">
        {l10n.t('Vacation, holidays, sick days. Goals are not due on these days, and what you do still counts.')}
      </p>
      <div class="focus-group" ref={within}>
        <ul>
          {restDays.map((span) => (
            <li key={span.id} class="rest-days">
              <span>{spanOf(span)}</span>
              <InEditor>
                <IconButton
                  icon="trash"
                  name={l10n.t('Remove {0}', spanOf(span))}
                  onClick={async () => {
                    if (!(await action.run(() => rpc.call('restDays.delete', { id: span.id })))) return;
                    announce(l10n.t('Days off removed.'));
                    onChanged();
                  }}
                />
              </InEditor>
            </li>
          ))}
        </ul>
        <RestDayAdder today={today} onChanged={onChanged} />
      </div>
      <CallMessage error={action.error} />
    </Disclosure>
  );
}

/** Adds days off: from a day through another. */
function RestDayAdder({ today, onChanged }: Pick<RestDaysProps, 'today' | 'onChanged'>) {
  return (
    <Adder
      keptAs="draft.restDays"
      label={l10n.t('Add Days Off')}
      begin={() => ({ from: today, to: today })}
      onAdded={onChanged}
    >
      {(form) => <RestDayForm {...form} />}
    </Adder>
  );
}

function RestDayForm({ draft, onDraft, onCancel, action, add }: AdderForm<{ from: string; to: string }>) {
  const { rpc } = useApp();
  const { from, to } = draft;
  const isValid = from !== '' && to >= from;
  const save = () => void (isValid && add(() => rpc.call('restDays.add', draft), l10n.t('Days off added.')));
  return (
    <Form name={l10n.t('Add Days Off')} onSubmit={save} onCancel={onCancel}>
      <FieldRow>
        <DateField
          label={l10n.t('From')}
          value={from}
          onInput={(day) => onDraft({ from: day, to: to < day ? day : to })}
          error={from === '' ? l10n.t('Enter a date.') : undefined}
          autofocus
        />
        <DateField
          label={l10n.t('Through')}
          value={to}
          onInput={(day) => onDraft({ from, to: day })}
          error={to < from ? l10n.t('The last day is before the first.') : undefined}
        />
      </FieldRow>
      <FormEnd onSubmit={save} onCancel={onCancel} action={action} />
    </Form>
  );
}
