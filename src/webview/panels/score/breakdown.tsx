import * as l10n from '@vscode/l10n';
import { plural } from '../../format/plural.ts';
import { componentFacts, componentLabels } from '../../../core/views/labels.ts';
import { componentMeanings, componentMissing, raiseHow, raiseMissing } from './labels.ts';
import type { ScoreComponent } from '../../../core/views/views.ts';
import { CallMessage } from '../../controls/messages.tsx';
import { ProgressBar } from '../../controls/progressBar.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { evidenceOf } from './evidence.ts';
import { pointsLeft, withMissing } from './raise.ts';
import { EditorLink } from '../../layout/inEditor.tsx';

interface BreakdownProps {
  readonly components: readonly ScoreComponent[];
  readonly day: string;
}

/** The components of the score: for each its weight, its value, the measured numbers behind it, and what would raise it. */
export function Breakdown({ components, day }: BreakdownProps) {
  const { rpc } = useApp();
  const { run, error } = useAction();
  return (
    <>
      <CallMessage error={error} />
      <ul class="breakdown">
        {components.map((component) => (
          <Component
            key={component.id}
            component={component}
            all={components}
            onWhy={() => run(() => rpc.call('why.open', { day, component: component.id }))}
          />
        ))}
      </ul>
    </>
  );
}

interface ComponentProps {
  readonly component: ScoreComponent;
  readonly all: readonly ScoreComponent[];
  readonly onWhy: () => unknown;
}

function Component({ component, all, onWhy }: ComponentProps) {
  const { format } = useApp();
  const { id, value, weight } = component;
  const shown = value === null ? l10n.t('no data') : format.percent(value);
  const evidence =
    value === null
      ? l10n.t('{0} Left out of the score.', componentMissing()[id])
      : evidenceOf(component, componentFacts(l10n.t)[id], format);
  return (
    <li class={value === null ? 'component component-none' : 'component'}>
      <p class="component-head">
        <span class="component-name">{componentLabels(l10n.t)[id]}</span>
        <EditorLink
          class="component-value"
          label={l10n.t('{0}, {1}: why', componentLabels(l10n.t)[id], shown)}
          onClick={onWhy}
        >
          {shown}
        </EditorLink>
      </p>
      {value !== null && <ProgressBar name={componentLabels(l10n.t)[id]} value={value} max={1} text={shown} />}
      <p class="secondary">
        {componentMeanings()[id]} {l10n.t('Makes up {0} of the score.', format.percent(weight, 1))}
      </p>
      <p class="component-evidence">{evidence}</p>
      <Raise component={component} all={all} />
    </li>
  );
}

/** Shows what would raise it tomorrow, and by how many points at most. */
function Raise({ component, all }: Pick<ComponentProps, 'component' | 'all'>) {
  const { format } = useApp();
  const points = pointsLeft(component, all);
  if (points === 0) return <p class="secondary">{l10n.t('Tomorrow: keep it up. There are no more points to gain.')}</p>;
  if (points === null) return <p class="secondary">{l10n.t('Tomorrow: {0}', raiseMissing()[component.id])}</p>;
  const how = evidenceOf(withMissing(component), [raiseHow()[component.id]], format);
  return (
    <p>
      {l10n.t('Tomorrow: {0}', how)}{' '}
      <span class="secondary">{format.count(plural('Up to {0} point.', 'Up to {0} points.'), points)}</span>
    </p>
  );
}
