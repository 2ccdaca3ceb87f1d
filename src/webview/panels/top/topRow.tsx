import * as l10n from '@vscode/l10n';
import { plural } from '../../format/plural.ts';
import { noneLabels } from '../../format/labels.ts';
import { useId, useState } from 'preact/hooks';
import type { TopOf } from '../../../core/views/history.ts';
import type { RangePart } from '../../../core/views/historyViews.ts';
import { languageName } from '../../../core/base/languageName.ts';
import { CallMessage } from '../../controls/messages.tsx';
import { fill } from '../../format/text.ts';
import { Pending } from '../../layout/pending.tsx';
import { useRange } from '../../layout/rangeSelect.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { figureOf } from './lists.ts';
import { EditorLink } from '../../layout/inEditor.tsx';

interface TopRowProps {
  readonly of: TopOf;
  readonly part: RangePart;
  readonly totalMs: number;
}

/** A name with its time and share; its figure opens the days that it rests on. */
export function TopRow({ of, part, totalMs }: TopRowProps) {
  const { format } = useApp();
  const [open, setOpen] = useState(false);
  const id = useId();
  const share = totalMs > 0 ? part.ms / totalMs : 0;
  const known = of === 'language' ? languageName(part.id) : part.name;
  const name = part.type === 'name' ? known : part.type === 'none' ? noneLabels()[of] : l10n.t('Others');
  const figure = `${format.duration(part.ms)} ${format.percent(share)}`;
  return (
    <li class="top-row">
      <span class="top-name" title={name}>
        {name}
      </span>
      {part.type === 'name' ? (
        <button
          type="button"
          class="link top-figure"
          aria-expanded={open}
          aria-controls={id}
          aria-label={l10n.t('{0}, {1}: the days behind it', name, figure)}
          onClick={() => setOpen(!open)}
        >
          {figure}
        </button>
      ) : (
        <span class="top-figure secondary">{figure}</span>
      )}
      <span class="top-bar" aria-hidden="true">
        <span class={part.color && `tone tone-${part.color}`} style={{ width: `${share * 100}%` }} />
      </span>
      <div id={id} hidden={!open} class="top-days">
        {open && <Days of={of} id={part.id} ms={part.ms} />}
      </div>
    </li>
  );
}

function Days({ of, id, ms: figure }: { of: TopOf; id: string; ms: number }) {
  const { rpc, format } = useApp();
  const [days] = useRange();
  const { run, error } = useAction();
  const answer = useAnswer('top.days', { days, of, id }, String(figure));
  const { data } = answer;
  if (!data) return <Pending answer={answer} />;
  return (
    <>
      <ul>
        {data.days.map(({ day, ms }) => (
          <li key={day}>
            <EditorLink onClick={() => run(() => rpc.call('why.open', figureOf(day, of, id)))}>
              {format.shortDay(day)}
            </EditorLink>{' '}
            {format.duration(ms)}
          </li>
        ))}
        {data.restDays > 0 && (
          <li class="secondary">
            {fill(
              format.count(plural('{0} more day, {1}', '{0} more days, {1}'), data.restDays),
              '',
              format.duration(data.restMs),
            )}
          </li>
        )}
      </ul>
      <CallMessage error={error} />
    </>
  );
}
