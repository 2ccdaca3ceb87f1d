import { useRef } from 'preact/hooks';
import type { Dashboard, FeedItem } from '../../../shared/views.ts';
import { Button, IconButton } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { dayDistance, wallDay } from '../../format/wallTime.ts';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useApp } from '../../state/app.ts';
import { FeedRow } from './feedRow.tsx';
import { useFeed, type Feed } from './useFeed.ts';
import './feed.css';

/** What happened, newest first. */
export const feedPanel: PanelDefinition = { id: 'feed', slot: 'feed', View: FeedPanel };

function FeedPanel({ dashboard }: { dashboard: Dashboard }) {
  const { strings, openLog } = useApp();
  const feed = useFeed(dashboard.feed);
  return (
    <Panel
      id="feed"
      title={strings.feed.heading}
      actions={<IconButton name={strings.log.open} icon="add" onClick={() => openLog()} />}
    >
      {feed.items.length === 0 ? (
        <p class="empty">{strings.feed.empty}</p>
      ) : (
        <FeedItems feed={feed} today={dashboard.today.day} />
      )}
    </Panel>
  );
}

function FeedItems({ feed, today }: { feed: Feed; today: string }) {
  const { strings, format, announce, offset } = useApp();
  const t = strings.feed;
  const list = useRef<HTMLDivElement>(null);
  const heading = useDayHeading(today);
  const loadMore = async () => {
    const shown = feed.items.length;
    await feed.loadMore();
    // The button may be gone with the last page: the focus goes on to the first item that came.
    requestAnimationFrame(() => {
      const items = list.current?.querySelectorAll<HTMLElement>('.feed-item');
      if (!items || items.length <= shown) return;
      announce(format.count(t.loaded, items.length - shown));
      items[shown]?.focus();
    });
  };
  return (
    <>
      <div ref={list}>
        {byDay(feed.items, offset).map(({ day, items }) => (
          <div key={day} class="feed-day">
            <h3 class="feed-day-heading">{heading(day)}</h3>
            <ul class="feed-list">
              {items.map((item) => (
                <FeedRow key={item.id} item={item} onDeleted={feed.forget} />
              ))}
            </ul>
          </div>
        ))}
      </div>
      <CallMessage error={feed.loading.error} />
      {feed.more ? (
        <div class="button-row">
          <Button onClick={loadMore} busy={feed.loading.busy}>
            {feed.loading.busy ? t.loadingMore : t.more}
          </Button>
        </div>
      ) : (
        <p class="secondary">{t.end}</p>
      )}
    </>
  );
}

function useDayHeading(today: string): (day: string) => string {
  const { strings, format } = useApp();
  return (day) => {
    const ago = dayDistance(day, today);
    return ago === 0 ? strings.common.today : ago === 1 ? strings.common.yesterday : format.day(day);
  };
}

/** Items in their order, under the calendar day on which they began. */
function byDay(items: readonly FeedItem[], offset: number): { day: string; items: FeedItem[] }[] {
  const days: { day: string; items: FeedItem[] }[] = [];
  for (const item of items) {
    const day = wallDay(item.start, offset);
    if (days.at(-1)?.day !== day) days.push({ day, items: [] });
    days.at(-1)?.items.push(item);
  }
  return days;
}
