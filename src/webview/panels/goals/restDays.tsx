import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import type { GoalsView } from '../../../catalog/view.ts';
import { Button, IconButton } from '../../controls/button.tsx';
import { DateField } from '../../controls/dateFields.tsx';
import { Disclosure } from '../../controls/disclosure.tsx';
import { FieldRow } from '../../controls/field.tsx';
import { Form } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { focusSoon } from '../../layout/focus.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';

interface RestDaysProps {
  readonly restDays: GoalsView['restDays'];
  readonly today: string;
  readonly onChanged: () => void;
}

/** Days off, which no goal is due on. */
export function RestDays({ restDays, today, onChanged }: RestDaysProps) {
  const { rpc, format, announce } = useApp();
  const action = useAction();
  const spanOf = ({ from, to }: { from: string; to: string }) =>
    from === to ? format.shortDay(from) : l10n.t('{0} – {1}', format.shortDay(from), format.shortDay(to));
  return (
    <Disclosure keptAs="open.restDays" label={l10n.t('Days Off')}>
      <p class="secondary">
        {l10n.t('Vacation, holidays, sick days. Goals are not due on them, and what you do counts all the same.')}
      </p>
      <ul>
        {restDays.map((span) => (
          <li key={span.id} class="rest-days">
            <span>{spanOf(span)}</span>
            <IconButton
              icon="trash"
              name={l10n.t('Remove {0}', spanOf(span))}
              onClick={async () => {
                if (!(await action.run(() => rpc.call('restDays.delete', { id: span.id })))) return;
                announce(l10n.t('Days off removed.'));
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
  const { rpc } = useApp();
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
          {l10n.t('Add Days Off')}
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
  return (
    <Form name={l10n.t('Add Days Off')} onSubmit={() => void save()} onCancel={close}>
      <FieldRow>
        <DateField
          label={l10n.t('From')}
          value={from}
          onInput={(day) => setDraft({ from: day, to: to < day ? day : to })}
          error={from === '' ? l10n.t('Enter a date.') : undefined}
        />
        <DateField
          label={l10n.t('Through')}
          value={to}
          onInput={(day) => setDraft({ from, to: day })}
          error={to < from ? l10n.t('The last day is before the first.') : undefined}
        />
      </FieldRow>
      <div class="button-row">
        <Button primary onClick={save} busy={action.busy}>
          {l10n.t('Save')}
        </Button>
        <Button onClick={close}>{l10n.t('Cancel')}</Button>
      </div>
      <CallMessage error={action.error} />
    </Form>
  );
}
