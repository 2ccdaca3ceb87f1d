import './tones.css';
import './legend.css';

export interface LegendEntry {
  /** Name of a tone in tones.css. */
  readonly tone: string;
  readonly label: string;
  readonly value: string;
}

/** The meaning of a chart's tones, with the sum of each. */
export function Legend({ name, entries }: { name: string; entries: readonly LegendEntry[] }) {
  return (
    <ul class="legend" aria-label={name}>
      {entries.map(({ tone, label, value }) => (
        <li key={tone}>
          <span class={`swatch tone tone-${tone}`} />
          {label} <span class="secondary">{value}</span>
        </li>
      ))}
    </ul>
  );
}
