import { useEffect, useState } from 'preact/hooks';
import type { Source } from '../../../core/facts/activity.ts';
import type { FeedFilter } from '../../../core/views/views.ts';
import { FieldRow } from '../../controls/field.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import { useApp } from '../../state/app.ts';

interface FeedFilterBarProps {
  readonly filter: FeedFilter;
  readonly projects: readonly string[];
  readonly onFilter: (filter: FeedFilter) => void;
}

/** The search begins this long (ms) after the last key. */
const restMs = 250;

/** What of the feed is shown: by words, source and project. */
export function FeedFilterBar({ filter, projects, onFilter }: FeedFilterBarProps) {
  const { strings } = useApp();
  const t = strings.feed;
  const [text, setText] = useState(filter.text ?? '');
  useEffect(() => {
    if (text.trim() === (filter.text ?? '')) return;
    const timer = setTimeout(() => onFilter({ ...filter, text: text.trim() || undefined }), restMs);
    return () => clearTimeout(timer);
  }, [text, filter]);
  const names = Object.fromEntries(projects.map((name) => [name, name]));
  return (
    <div class="feed-filter" role="search" aria-label={t.filter}>
      <TextField label={t.search} value={text} onInput={(value) => setText(value.slice(0, 200))} autofocus />
      <FieldRow>
        <Select
          label={t.source}
          value={filter.source ?? ''}
          options={{ '': t.allSources, ...strings.sources }}
          onChange={(source) => onFilter({ ...filter, source: (source || undefined) as Source | undefined })}
        />
        <Select
          label={t.project}
          value={filter.project ?? ''}
          options={{ '': t.allProjects, ...names }}
          onChange={(project) => onFilter({ ...filter, project: project || undefined })}
        />
      </FieldRow>
    </div>
  );
}
