import './progressBar.css';

interface ProgressBarProps {
  readonly name: string;
  readonly value: number;
  readonly max: number;
  /** The progress in words, for screen readers. */
  readonly text: string;
  readonly tone?: 'normal' | 'over';
}

/** A progress bar; the text beside it says the same. Native, since the toolkit only has the ring. */
export function ProgressBar({ name, value, max, text, tone = 'normal' }: ProgressBarProps) {
  const share = max > 0 ? Math.min(1, value / max) : 0;
  return (
    <div
      class={`progress-bar progress-${tone}`}
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={text}
    >
      <div class="progress-fill" style={{ width: `${share * 100}%` }} />
    </div>
  );
}
