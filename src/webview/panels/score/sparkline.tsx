import * as l10n from '@vscode/l10n';
import type { Dashboard } from '../../../core/views/views.ts';
import { useApp } from '../../state/app.ts';

type Points = Dashboard['score']['sparkline'];

const step = 22;
const top = 5;
const height = 30;

/** The scores of the last days as a line; a day without a score is a gap with a hollow mark. */
export function Sparkline({ points }: { points: Points }) {
  const { format } = useApp();
  const words = points.map(({ day, value }) =>
    l10n.t('{0}: {1}', format.weekday(day, 'long'), value === null ? l10n.t('no score') : format.number(value)),
  );
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${step * points.length} 52`}
      role="img"
      aria-label={`${l10n.t('Score of the last seven days')}: ${words.join(', ')}`}
    >
      <line class="sparkline-base" x1="0" x2={step * points.length} y1={top + height} y2={top + height} />
      {runs(points).map((run) => (
        <polyline class="sparkline-line" points={run.map(({ x, y }) => `${x},${y}`).join(' ')} />
      ))}
      {points.map(({ day, value }, index) => (
        <g key={day} class={index === points.length - 1 ? 'sparkline-today' : ''}>
          <circle
            class={value === null ? 'sparkline-none' : 'sparkline-dot'}
            cx={xOf(index)}
            cy={yOf(value ?? 0)}
            r={index === points.length - 1 ? 3 : 2}
          />
          <text x={xOf(index)} y="50">
            {format.weekday(day, 'narrow')}
          </text>
          <rect x={step * index} y="0" width={step} height="52" fill="transparent">
            <title>{words[index]}</title>
          </rect>
        </g>
      ))}
    </svg>
  );
}

/** Neighbouring days that have a score. */
function runs(points: Points): { x: number; y: number }[][] {
  const found: { x: number; y: number }[][] = [];
  let open = false;
  points.forEach(({ value }, index) => {
    if (value !== null) {
      if (!open) found.push([]);
      found.at(-1)?.push({ x: xOf(index), y: yOf(value) });
    }
    open = value !== null;
  });
  return found.filter((run) => run.length > 1);
}

function xOf(index: number): number {
  return step * (index + 0.5);
}

function yOf(value: number): number {
  return top + height * (1 - value / 100);
}
