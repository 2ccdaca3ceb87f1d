import * as l10n from '@vscode/l10n';
import { minuteMs } from '../../../core/time/days.ts';
import { useApp } from '../../state/app.ts';
import { useItemWords } from './itemWords.ts';
import { withGaps, type Lane, type LaneItem } from './lanes.ts';
import '../../charts/table.css';

const shortestGapMs = 5 * minuteMs;

interface TimelineTableProps {
  readonly name: string;
  readonly lanes: readonly Lane[];
  readonly offset: number;
  /** Absent if nothing can be opened. */
  readonly onOpen: ((item: LaneItem) => void) | undefined;
}

/** The timeline in words. */
export function TimelineTable({ name, lanes, offset, onOpen }: TimelineTableProps) {
  const { format } = useApp();
  const words = useItemWords(offset);
  return (
    <div class="table-scroll" role="region" aria-label={name} tabIndex={0}>
      <table class="table timeline-table">
        <thead>
          <tr>
            <th scope="col">{l10n.t('Time')}</th>
            <th scope="col">{l10n.t('What')}</th>
            <th scope="col">{l10n.t('Duration')}</th>
          </tr>
        </thead>
        <tbody>
          {withGaps(lanes, shortestGapMs).map((stretch, index) =>
            stretch.type === 'gap' ? (
              <tr key={index} class="secondary">
                <th scope="row">{`${words.clock(stretch.start)}–${words.clock(stretch.end)}`}</th>
                <td>{l10n.t('Gap of {0}', format.duration(stretch.end - stretch.start))}</td>
                <td />
              </tr>
            ) : (
              <tr key={index}>
                <th scope="row">{words.times(stretch.item)}</th>
                <td>
                  {onOpen ? (
                    <button type="button" class="link" onClick={() => onOpen(stretch.item)}>
                      {words.what(stretch.item)}
                    </button>
                  ) : (
                    words.what(stretch.item)
                  )}{' '}
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
