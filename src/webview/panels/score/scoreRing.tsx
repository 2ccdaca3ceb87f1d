import type { ScoreLevel } from '../../../core/views/views.ts';

const radius = 34;
const length = 2 * Math.PI * radius;

/** The score as a number in a ring that closes at 100. The text beside it says the same, so it is hidden from screen readers. */
export function ScoreRing({ value, level }: { value: number | null; level: ScoreLevel }) {
  return (
    <div class={`score-ring level-${level}`} aria-hidden="true">
      <svg viewBox="0 0 80 80" focusable="false">
        <circle class="score-track" cx="40" cy="40" r={radius} />
        {value !== null && value > 0 && (
          <circle
            class="score-arc"
            cx="40"
            cy="40"
            r={radius}
            stroke-dasharray={`${(length * value) / 100} ${length}`}
            transform="rotate(-90 40 40)"
          />
        )}
      </svg>
      <span class="score-number">{value ?? '–'}</span>
    </div>
  );
}
