import type { ScoreComponent } from '../../../core/views/views.ts';
import { CallMessage } from '../../controls/messages.tsx';
import { ProgressBar } from '../../controls/progressBar.tsx';
import { fill } from '../../format/text.ts';
import { useAction, useApp } from '../../state/app.ts';
import { evidenceOf } from './evidence.ts';
import { pointsLeft, withMissing } from './raise.ts';

interface BreakdownProps {
  readonly components: readonly ScoreComponent[];
  readonly day: string;
}

/** What the score is made of: for each component its weight, its value, the measured numbers behind it, and what would raise it. */
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
  const { strings, format } = useApp();
  const t = strings.score;
  const { id, value, weight } = component;
  const shown = value === null ? t.noData : format.percent(value);
  const evidence = value === null ? fill(t.leftOut, t.missing[id]) : evidenceOf(component, t.facts[id], format);
  return (
    <li class={value === null ? 'component component-none' : 'component'}>
      <p class="component-head">
        <span class="component-name">{t.components[id]}</span>
        <button
          type="button"
          class="link component-value"
          aria-label={fill(t.whyOf, t.components[id], shown)}
          onClick={onWhy}
        >
          {shown}
        </button>
      </p>
      {value !== null && <ProgressBar name={t.components[id]} value={value} max={1} text={shown} />}
      <p class="secondary">
        {t.meanings[id]} {fill(t.weight, format.percent(weight, 1))}
      </p>
      <p class="component-evidence">{evidence}</p>
      <Raise component={component} all={all} />
    </li>
  );
}

/** What would raise it tomorrow, and by how many points at most. */
function Raise({ component, all }: Pick<ComponentProps, 'component' | 'all'>) {
  const { strings, format } = useApp();
  const t = strings.score;
  const points = pointsLeft(component, all);
  if (points === 0) return <p class="secondary">{t.raiseNone}</p>;
  if (points === null) return <p class="secondary">{fill(t.raise, t.raiseMissing[component.id])}</p>;
  const how = evidenceOf(withMissing(component), [t.raiseHow[component.id]], format);
  return (
    <p>
      {fill(t.raise, how)} <span class="secondary">{format.count(t.raisePoints, points)}</span>
    </p>
  );
}
