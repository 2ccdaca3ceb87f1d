import type { TaskPage } from '../../../catalog/view.ts';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import { baseName } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';
import type { ListFilter } from './listFilter.ts';

interface FilterBarProps {
  readonly filter: ListFilter;
  readonly page: TaskPage | undefined;
  readonly onFilter: (filter: ListFilter) => void;
}

/** Search, and what is shown in which order. */
export function FilterBar({ filter, page, onFilter }: FilterBarProps) {
  const { strings } = useApp();
  const t = strings.tasks;
  const change = (changes: Partial<ListFilter>) => onFilter({ ...filter, ...changes });
  const choices = (all: TaskPage['tags'], chosen: string, nameOf: (id: string) => string) =>
    Object.fromEntries([
      ['', t.any],
      ...new Map([...all.map(({ id }) => id), ...(chosen ? [chosen] : [])].map((id) => [id, nameOf(id)])),
    ]);
  return (
    <div class="todo-filter">
      <TextField
        label={t.search}
        value={filter.text}
        onInput={(text) => change({ text })}
        class="todo-search"
        autofocus
      />
      <div class="todo-selects">
        <Select label={t.show} value={filter.scope} options={t.scopes} onChange={(scope) => change({ scope })} />
        <Select
          label={t.groupBy}
          value={filter.groupBy}
          options={t.groupings}
          onChange={(groupBy) => change({ groupBy })}
        />
        <Select label={t.sortBy} value={filter.sortBy} options={t.orders} onChange={(sortBy) => change({ sortBy })} />
        <Select
          label={t.tag}
          value={filter.tag}
          options={choices(page?.tags ?? [], filter.tag, (id) => `#${id}`)}
          onChange={(tag) => change({ tag })}
        />
        <Select
          label={t.project}
          value={filter.project}
          options={choices(page?.projects ?? [], filter.project, baseName)}
          onChange={(project) => change({ project })}
        />
      </div>
    </div>
  );
}
