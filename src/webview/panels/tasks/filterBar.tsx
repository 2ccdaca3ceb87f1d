import { baseName } from '../../../core/base/baseName.ts';
import * as l10n from '@vscode/l10n';
import { groupingLabels, orderLabels, scopeLabels } from './labels.ts';
import type { TaskPage } from '../../../catalog/view.ts';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import type { ListFilter } from './listFilter.ts';
import { SavedFilters } from './savedFilters.tsx';

interface FilterBarProps {
  readonly filter: ListFilter;
  readonly page: TaskPage | undefined;
  readonly onFilter: (filter: ListFilter) => void;
}

/** Search, filter, order, and saved filters. */
export function FilterBar({ filter, page, onFilter }: FilterBarProps) {
  const change = (changes: Partial<ListFilter>) => onFilter({ ...filter, ...changes });
  const choices = (all: TaskPage['tags'], chosen: string, nameOf: (id: string) => string) =>
    Object.fromEntries([
      ['', l10n.t('Any')],
      ...new Map([...all.map(({ id }) => id), ...(chosen ? [chosen] : [])].map((id) => [id, nameOf(id)])),
    ]);
  const categoryName = (id: string) => page?.categories.find((one) => one.id === id)?.name ?? id;
  return (
    <div class="todo-filter">
      <TextField
        label={l10n.t('Search tasks')}
        value={filter.text}
        onInput={(text) => change({ text })}
        class="todo-search"
        autofocus
      />
      <div class="todo-selects">
        <Select
          label={l10n.t('Show')}
          value={filter.scope}
          options={scopeLabels()}
          onChange={(scope) => change({ scope })}
        />
        <Select
          label={l10n.t('Group by')}
          value={filter.groupBy}
          options={groupingLabels()}
          onChange={(groupBy) => change({ groupBy })}
        />
        <Select
          label={l10n.t('Sort by')}
          value={filter.sortBy}
          options={orderLabels()}
          onChange={(sortBy) => change({ sortBy })}
        />
        <Select
          label={l10n.t('Tag')}
          value={filter.tag}
          options={choices(page?.tags ?? [], filter.tag, (id) => `#${id}`)}
          onChange={(tag) => change({ tag })}
        />
        <Select
          label={l10n.t('Project')}
          value={filter.project}
          options={choices(page?.projects ?? [], filter.project, baseName)}
          onChange={(project) => change({ project })}
        />
        <Select
          label={l10n.t('Category')}
          value={filter.category}
          options={choices(page?.categories ?? [], filter.category, categoryName)}
          onChange={(category) => change({ category })}
        />
      </div>
      <SavedFilters filter={filter} onFilter={onFilter} />
    </div>
  );
}
