import type { DayWaits, WaitedFor } from '../../../core/views/historyViews.ts';
import { Disclosure } from '../../controls/disclosure.tsx';
import { fill, isPage } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';

/** How long CI and reviews were waited for, and on demand what they were, each with its page. */
export function Waits({ waits: { ci, review } }: { waits: DayWaits }) {
  const { strings, format } = useApp();
  const t = strings.timeline.waits;
  const told = [
    ci.ms > 0 && fill(t.ci, format.duration(ci.ms)),
    review.ms > 0 && fill(t.review, format.duration(review.ms)),
  ].filter(Boolean);
  return (
    <Disclosure keptAs="open.waits" label={fill(t.name, told.join(', '))}>
      <ul class="waits">
        <Named waited={ci} />
        <Named waited={review} />
      </ul>
      <p class="secondary">{t.note}</p>
    </Disclosure>
  );
}

function Named({ waited }: { waited: WaitedFor }) {
  const { format } = useApp();
  const rest = waited.count - waited.named.length;
  return (
    <>
      {waited.named.map(({ id, title, url, ms }) => (
        <li key={id}>
          {isPage(url) ? <a href={url}>{title}</a> : title} <span class="secondary">{format.duration(ms)}</span>
        </li>
      ))}
      {rest > 0 && <li class="secondary">+{format.number(rest)}</li>}
    </>
  );
}
