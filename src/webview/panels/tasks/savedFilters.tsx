import * as l10n from '@vscode/l10n';
import { useRef, useState } from 'preact/hooks';
import { Button } from '../../controls/button.tsx';
import { Form } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import { fill } from '../../format/text.ts';
import { focusSoon } from '../../layout/focus.ts';
import { UndoLine, useLastChange } from '../../layout/undo.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { useRecordChanges } from '../../state/useRecordChanges.ts';
import { filterOf, isSameFilter, plainFilter, savedOf, type ListFilter } from './listFilter.ts';
import { InEditor } from '../../layout/inEditor.tsx';

interface SavedFiltersProps {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
}

/** Chooses a saved filter, saves the present one under a name, and deletes the one that is chosen. */
export function SavedFilters({ filter, onFilter }: SavedFiltersProps) {
  const { rpc, announce } = useApp();
  const { data } = useAnswer('taskFilters.list', {}, String(useRecordChanges(['taskFilters'])));
  const action = useAction();
  const last = useLastChange();
  const [isNaming, setNaming] = useState(false);
  const opener = useRef<HTMLElement>(null);
  const filters = data?.filters ?? [];
  const chosen = filters.find((one) => isSameFilter(filterOf(one), filter));
  const close = () => {
    setNaming(false);
    focusSoon(opener);
  };
  const choose = (id: string) => {
    const found = filters.find((one) => one.id === id);
    onFilter(found ? filterOf(found) : plainFilter);
  };
  const save = async (name: string) => {
    if (!(await action.run(() => rpc.call('taskFilters.save', savedOf(filter, name))))) return;
    announce(l10n.t('Filter saved.'));
    last.forget();
    close();
  };
  const remove = async () => {
    if (!chosen || !(await action.run(() => rpc.call('taskFilters.delete', { id: chosen.id })))) return;
    const text = fill(l10n.t('Deleted the filter "{0}".'), chosen.name);
    announce(text);
    last.offer({ text, undo: () => rpc.call('taskFilters.restore', { id: chosen.id }) });
    focusSoon(opener);
  };
  if (isNaming) return <FilterNamer onCancel={close} onSave={save} error={action.error} />;
  return (
    <>
      <div class="todo-saved">
        {filters.length > 0 && (
          <Select
            label={l10n.t('Saved filter')}
            value={chosen?.id ?? ''}
            options={Object.fromEntries([['', l10n.t('None')], ...filters.map(({ id, name }) => [id, name])])}
            onChange={choose}
          />
        )}
        <InEditor>
          <Button buttonRef={opener} onClick={() => setNaming(true)}>
            {l10n.t('Save Filter…')}
          </Button>
          {chosen && (
            <Button icon="trash" onClick={remove} busy={action.busy}>
              {l10n.t('Delete Filter')}
            </Button>
          )}
        </InEditor>
      </div>
      <UndoLine change={last} onUndone={() => announce(l10n.t('Undone.'))} />
      <CallMessage error={action.error} />
    </>
  );
}

interface FilterNamerProps {
  readonly onSave: (name: string) => Promise<void>;
  readonly onCancel: () => void;
  readonly error: string | undefined;
}

function FilterNamer({ onSave, onCancel, error }: FilterNamerProps) {
  const [name, setName] = useState('');
  const [isTried, setTried] = useState(false);
  const problem = name.trim() === '' ? l10n.t('Enter a name.') : undefined;
  const save = async () => (problem === undefined ? onSave(name.trim()) : setTried(true));
  return (
    <Form name={l10n.t('Save this filter')} onSubmit={() => void save()} onCancel={onCancel}>
      <TextField
        label={l10n.t('Name of the filter')}
        value={name}
        onInput={setName}
        hint={l10n.t('A saved filter with the same name is replaced.')}
        error={isTried ? problem : undefined}
        autofocus
      />
      <div class="button-row">
        <Button primary onClick={save}>
          {l10n.t('Save')}
        </Button>
        <Button onClick={onCancel}>{l10n.t('Cancel')}</Button>
      </div>
      <CallMessage error={error} />
    </Form>
  );
}
