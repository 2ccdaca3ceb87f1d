import { minuteMs } from '../../../core/time/days.ts';
import { fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';
import { useItemWords } from './itemWords.ts';
import { withGaps, type Lane, type LaneItem } from './lanes.ts';
import '../../charts/table.css';

const shortestGapMs = 5 * minuteMs;

interface TimelineTableProps {
  readonly name: string;
  readonly lanes: readonly Lane[];
  readonly offset: number;
  readonly onOpen: (item: LaneItem) => void;
}

/** The timeline in words. */
export function TimelineTable({ name, lanes, offset, onOpen }: TimelineTableProps) {
  const { strings, format } = useApp();
  const t = strings.timeline;
  const words = useItemWords(offset);
  return (
    <div class="table-scroll" role="region" aria-label={name} tabIndex={0}>
      <table class="table timeline-table">
        <thead>
          <tr>
            <th scope="col">{t.columns.time}</th>
            <th scope="col">{t.columns.what}</th>
            <th scope="col">{t.columns.duration}</th>
          </tr>
        </thead>
        <tbody>
          {withGaps(lanes, shortestGapMs).map((stretch, index) =>
            stretch.type === 'gap' ? (
              <tr key={index} class="secondary">
                <th scope="row">{`${words.clock(stretch.start)}–${words.clock(stretch.end)}`}</th>
                <td>{fill(t.gap, format.duration(stretch.end - stretch.start))}</td>
                <td />
              </tr>
            ) : (
              <tr key={index}>
                <th scope="row">{words.times(stretch.item)}</th>
                <td>
                  <button type="button" class="link" onClick={() => onOpen(stretch.item)}>
                    {words.what(stretch.item)}
                  </button>{' '}
                  <span class="secondary">{words.more(stretch.item)}</span>
                </td>
                <td>{words.length(stretch.item)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
