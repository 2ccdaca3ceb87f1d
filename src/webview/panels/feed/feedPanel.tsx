import { dayOf } from '../../../core/time/days.ts';
import { baseName } from '../../../core/base/baseName.ts';
import * as l10n from '@vscode/l10n';
import { useMemo, useRef } from 'preact/hooks';
import type { Dashboard, FeedFilter, FeedItem } from '../../../core/views/views.ts';
import { Button, IconButton } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { VirtualList } from '../../controls/virtualList.tsx';
import { dayDistance } from '../../format/wallTime.ts';
import { focusSoon } from '../../layout/focus.ts';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useApp, useKept } from '../../state/app.ts';
import { FeedFilterBar } from './feedFilterBar.tsx';
import { feedDay } from './feedDay.ts';
import { FeedRow } from './feedRow.tsx';
import { useFeed, type Feed } from './useFeed.ts';
import { InEditor } from '../../layout/inEditor.tsx';
import './feed.css';

/** Events, newest first. */
export const feedPanel: PanelDefinition = { id: 'feed', slot: 'feed', View: FeedPanel };

function FeedPanel({ dashboard }: { dashboard: Dashboard }) {
  const { openLog } = useApp();
  const [filter, setFilter] = useKept<FeedFilter | undefined>('draft.feed.filter', undefined);
  const opener = useRef<HTMLElement>(null);
  const feed = useFeed(dashboard.feed, filter && isSet(filter) ? filter : undefined);
  const projects = useProjects(dashboard, feed.items);
  const close = () => {
    setFilter(undefined);
    focusSoon(opener);
  };
  const isEmpty = feed.items.length === 0 && !(filter && isSet(filter));
  return (
    <Panel
      id="feed"
      title={l10n.t('Recent Activity')}
      actions={
        <>
          <IconButton
            name={filter ? l10n.t('Remove Filter') : l10n.t('Filter')}
            icon={filter ? 'close' : 'filter'}
            expanded={filter !== undefined}
            buttonRef={opener}
            onClick={() => (filter ? close() : setFilter({}))}
          />
          <InEditor>
            <IconButton name={l10n.t('Log Activity')} icon="add" onClick={() => openLog()} />
          </InEditor>
        </>
      }
    >
      {filter && <FeedFilterBar filter={filter} projects={projects} onFilter={setFilter} />}
      {isEmpty ? (
        <p class="empty">
          {l10n.t('Your activity appears here as it happens. You can log work away from the editor yourself.')}
        </p>
      ) : (
        <FeedItems feed={feed} today={dashboard.today.day} dayStartsAt={dashboard.dayStartsAt ?? 0} />
      )}
    </Panel>
  );
}

function isSet({ source, project, text }: FeedFilter): boolean {
  return source !== undefined || project !== undefined || text !== undefined;
}

/** The projects to choose from: those seen so far, by name. The current choice stays in the list even without a match. */
function useProjects({ today }: Dashboard, items: readonly FeedItem[]): string[] {
  const seen = useRef(new Set<string>());
  for (const { name } of today.byProject) if (name) seen.current.add(baseName(name));
  for (const { project } of items) if (project) seen.current.add(baseName(project));
  return Array.from(seen.current).sort((a, b) => a.localeCompare(b));
}

function FeedItems({ feed, today, dayStartsAt }: { feed: Feed; today: string; dayStartsAt: number }) {
  const { offsetAt } = useApp();
  const heading = useDayHeading(today);
  const days = useMemo(
    () => feed.items.map((item) => feedDay(item, { offsetAt, dayStartsAt })),
    [feed.items, offsetAt, dayStartsAt],
  );
  return (
    <>
      <VirtualList
        class="feed-list"
        name={l10n.t('Recent Activity')}
        items={feed.items}
        keyOf={({ id }) => id}
        estimate={48}
        busy={feed.loading.busy}
        total={feed.more ? undefined : feed.items.length}
        onEnd={feed.continueByItself}
        row={(item, index) => (
          <>
            {days[index] !== days[index - 1] && <h3 class="feed-day-heading">{heading(days[index] ?? '')}</h3>}
            <FeedRow item={item} onDeleted={feed.forget} />
          </>
        )}
      />
      <CallMessage error={feed.loading.error} />
      <FeedEnd feed={feed} heading={heading} />
    </>
  );
}

/** The last line of the list: that more is being read (and how far back a search is), how to continue, or that this is the end. */
function FeedEnd({ feed, heading }: { feed: Feed; heading: (day: string) => string }) {
  const { offsetAt } = useApp();
  const { items, more, searchedTo, loading } = feed;
  const isSearching = loading.busy && searchedTo !== undefined;
  if (!more)
    return <p class="secondary">{items.length === 0 ? l10n.t('Nothing matches.') : l10n.t('No more entries.')}</p>;
  return (
    <div class="button-row feed-end">
      <Button onClick={isSearching ? feed.stop : feed.loadMore} busy={loading.busy && !isSearching}>
        {isSearching ? l10n.t('Cancel') : l10n.t('Load More')}
      </Button>
      {searchedTo !== undefined && (
        <span class="secondary" role="status">
          {l10n.t('Searched back to {0}', heading(dayOf(searchedTo, offsetAt(searchedTo))))}
        </span>
      )}
    </div>
  );
}

function useDayHeading(today: string): (day: string) => string {
  const { format } = useApp();
  return (day) => {
    const ago = dayDistance(day, today);
    if (ago === 0) return l10n.t('Today');
    return ago === 1 ? l10n.t('Yesterday') : format.day(day);
  };
}
