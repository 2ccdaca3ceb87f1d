import type { DayView } from '../../../core/views/historyViews.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { addDays } from '../../../core/time/days.ts';
import { shownDayOf, useShownDay } from '../../layout/openDay.ts';
import { changeBasis } from '../../state/useChangeBasis.ts';
import { useThrottled } from '../../state/useThrottled.ts';
import { useAnswer, type QueryAnswer } from '../../state/useAnswer.ts';
import { lanesAhead, type LaneId } from './lanes.ts';

/** Parts of a day to draw. */
export type ShownDay = Pick<
  DayView,
  'timeline' | 'runs' | 'marks' | 'waits' | 'byKind' | 'researchMs' | 'offset' | 'now'
> & {
  /** Time of the snapshot. */
  readonly at: number;
  /** Lanes that will have something on them. */
  readonly ahead: ReadonlySet<LaneId>;
};

interface ChosenDay {
  readonly day: string;
  readonly isToday: boolean;
  /** Undefined until it has been read. */
  readonly shown: ShownDay | undefined;
  readonly answer: QueryAnswer<DayView>;
  readonly before: string | null;
  readonly after: string | null;
}

/** Today's runs and marks are requested at most at this interval, and only after a change: the snapshot contains the blocks. */
const todayEveryMs = 30_000;
/** Another day is requested again at most at this interval, in ms. */
const otherDayEveryMs = 3000;

const none: ReadonlySet<LaneId> = new Set();

/** The day that was chosen, or today. */
export function useDay(dashboard: Dashboard): ChosenDay {
  const { today, at, offset } = dashboard;
  const [chosen] = useShownDay();
  const day = shownDayOf(chosen, dashboard);
  const isToday = day === today.day;
  // A new snapshot may tell of a correction of the day that is looked at.
  const basis = useThrottled(changeBasis(dashboard), isToday ? todayEveryMs : otherDayEveryMs);
  const answer = useAnswer('day.get', { day }, basis);
  const read = answer.data?.day === day ? answer.data : undefined;
  const { byKind } = today;
  const categories = new Map(read?.timeline.map(({ start, category }) => [start, category]));
  const timeline = today.timeline.map((block) => ({ ...block, category: categories.get(block.start) }));
  const ahead = read ? none : lanesAhead(dashboard.feed.items, timeline[0]?.start ?? at);
  const { runs = [], marks = [], waits = null, researchMs = 0 } = read ?? {};
  const ofToday: ShownDay = { timeline, byKind, offset, now: at, at, runs, marks, waits, researchMs, ahead };
  return {
    day,
    isToday,
    shown: isToday ? ofToday : read && { ...read, at, ahead: none },
    answer,
    before: read ? read.before : addDays(day, -1),
    after: isToday ? null : addDays(day, 1),
  };
}
