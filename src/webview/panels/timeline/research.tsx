import * as l10n from '@vscode/l10n';
import { Disclosure } from '../../controls/disclosure.tsx';
import { Pending } from '../../layout/pending.tsx';
import { useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';

interface Props {
  readonly day: string;
  /** The time of all research of the day. */
  readonly ms: number;
}

/** Time on pages that connects to work, and on demand for which project, branch, and task. */
export function Research(props: Props) {
  const { format } = useApp();
  return (
    <Disclosure keptAs="open.research" label={l10n.t('Research: {0}', format.duration(props.ms))}>
      <Rows {...props} />
    </Disclosure>
  );
}

function Rows({ day, ms }: Props) {
  const { format } = useApp();
  const answer = useAnswer('research.get', { from: day, to: day }, `${day} ${ms}`);
  return (
    <>
      <Pending answer={answer} />
      <ul class="waits">
        {answer.data?.rows.map(({ projectName, branch, task, title, ms: time, sites }) => (
          <li key={[projectName, branch, task].join()}>
            {[title, projectName, branch].filter(Boolean).join(' · ')}{' '}
            <span class="secondary">
              {format.duration(time)} ·{' '}
              {sites
                .map(({ site }) => site)
                .filter(Boolean)
                .slice(0, 5)
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
      <p class="secondary">
        {l10n.t('Pages that you visited around work in an editor. This time is part of your time.')}
      </p>
    </>
  );
}
