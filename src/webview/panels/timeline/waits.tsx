import * as l10n from '@vscode/l10n';
import type { DayWaits, WaitedFor } from '../../../core/views/historyViews.ts';
import { Disclosure } from '../../controls/disclosure.tsx';
import { isPage } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';

/** Shows how long CI and reviews were waited for, and on demand each wait with its page. */
export function Waits({ waits: { ci, review } }: { waits: DayWaits }) {
  const { format } = useApp();
  const lines = [
    ci.ms > 0 && l10n.t('CI {0}', format.duration(ci.ms)),
    review.ms > 0 && l10n.t('review {0}', format.duration(review.ms)),
  ].filter(Boolean);
  return (
    <Disclosure keptAs="open.waits" label={l10n.t('Waited on GitHub: {0}', lines.join(', '))}>
      <ul class="waits">
        <Named waited={ci} />
        <Named waited={review} />
      </ul>
      <p class="secondary">
        {l10n.t(
          "Measured from each one's page on GitHub. Waits at the same time count once, and none of it is your time.",
        )}
      </p>
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
