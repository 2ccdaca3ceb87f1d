import type { ScoreComponent } from '../../../shared/views.ts';
import { ProgressBar } from '../../controls/progressBar.tsx';
import { fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';
import { evidenceOf } from './evidence.ts';

/** What the score is made of: for each component its weight, its value and the measured numbers behind it. */
export function Breakdown({ components }: { components: readonly ScoreComponent[] }) {
  return (
    <ul class="breakdown">
      {components.map((component) => (
        <Component key={component.id} component={component} />
      ))}
    </ul>
  );
}

function Component({ component }: { component: ScoreComponent }) {
  const { strings, format } = useApp();
  const t = strings.score;
  const { id, value, weight } = component;
  const shown = value === null ? t.noData : format.percent(value);
  const evidence = value === null ? fill(t.leftOut, t.missing[id]) : evidenceOf(component, t.facts[id], format);
  return (
    <li class={value === null ? 'component component-none' : 'component'}>
      <p class="component-head">
        <span class="component-name">{t.components[id]}</span>
        <span class="component-value">{shown}</span>
      </p>
      {value !== null && <ProgressBar name={t.components[id]} value={value} max={1} text={shown} />}
      <p class="secondary">
        {t.meanings[id]} {fill(t.weight, format.percent(weight, 1))}
      </p>
      <p class="component-evidence">{evidence}</p>
    </li>
  );
}
