import * as l10n from '@vscode/l10n';
import { sourceLabels } from '../../../core/views/labels.ts';
import { useEffect, useState } from 'preact/hooks';
import type { Source } from '../../../core/facts/activity.ts';
import type { FeedFilter } from '../../../core/views/views.ts';
import { FieldRow } from '../../controls/field.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';

interface FeedFilterBarProps {
  readonly filter: FeedFilter;
  readonly projects: readonly string[];
  readonly onFilter: (filter: FeedFilter) => void;
}

/** The search begins this long (ms) after the last key. */
const restMs = 250;

/** Filters the feed by words, source, and project. */
export function FeedFilterBar({ filter, projects, onFilter }: FeedFilterBarProps) {
  const [text, setText] = useState(filter.text ?? '');
  useEffect(() => {
    if (text.trim() === (filter.text ?? '')) return;
    const timer = setTimeout(() => onFilter({ ...filter, text: text.trim() || undefined }), restMs);
    return () => clearTimeout(timer);
  }, [text, filter]);
  const names = Object.fromEntries(projects.map((name) => [name, name]));
  return (
    <div class="feed-filter" role="search" aria-label={l10n.t('Filter')}>
      <TextField label={l10n.t('Search')} value={text} onInput={(value) => setText(value.slice(0, 200))} autofocus />
      <FieldRow>
        <Select
          label={l10n.t('Source')}
          value={filter.source ?? ''}
          options={{ '': l10n.t('All'), ...sourceLabels(l10n.t) }}
          onChange={(source) => onFilter({ ...filter, source: (source || undefined) as Source | undefined })}
        />
        <Select
          label={l10n.t('Project')}
          value={filter.project ?? ''}
          options={{ '': l10n.t('All'), ...names }}
          onChange={(project) => onFilter({ ...filter, project: project || undefined })}
        />
      </FieldRow>
    </div>
  );
}
