import './icon.css';

/** Outlines on a grid of 16, drawn with a line of 1.2 like VS Code's own icons; the codicon font is not to be had in a webview. */
const paths = {
  add: 'M8 3v10M3 8h10',
  arrowBack: 'M13 8H3M7 4L3 8l4 4',
  arrowDown: 'M8 3v10M4 9l4 4 4-4',
  arrowFlat: 'M3 8h10M9 4l4 4-4 4',
  arrowUp: 'M8 13V3M4 7l4-4 4 4',
  check: 'M3 8.5l3.5 3.5L13 4.5',
  chevron: 'M6 3.5L10.5 8 6 12.5',
  clock: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  close: 'M4 4l8 8M12 4l-8 8',
  cross: 'M5.5 5.5l5 5M10.5 5.5l-5 5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  edit: 'M3 13l.8-3L11 2.8a1 1 0 0 1 1.4 0l.8.8a1 1 0 0 1 0 1.4L6 12.2 3 13zM9.7 4.1l2.2 2.2',
  error: 'M8 4.5V9M8 11v.6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  gear: 'M6.8 3.5L6.9 1.8L9.1 1.8L9.2 3.5L10.4 3.9L11.6 2.9L13.1 4.4L12.1 5.6L12.5 6.8L14.2 6.9L14.2 9.1L12.5 9.2L12.1 10.4L13.1 11.6L11.6 13.1L10.4 12.1L9.2 12.5L9.1 14.2L6.9 14.2L6.8 12.5L5.6 12.1L4.4 13.1L2.9 11.6L3.9 10.4L3.5 9.2L1.8 9.1L1.8 6.9L3.5 6.8L3.9 5.6L2.9 4.4L4.4 2.9L5.6 3.9zM10 8a2 2 0 1 1-4 0a2 2 0 0 1 4 0z',
  fit: 'M2.5 6V2.5H6M13.5 10v3.5H10M3 3l4 4M13 13L9 9',
  grip: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  info: 'M8 7v4.5M8 4.4v.6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  levelFair: 'M4 13v-3M8 13V7',
  levelGood: 'M4 13v-3M8 13V7M12 13V3',
  levelLow: 'M4 13v-3',
  levelTrack: 'M4 13v-3M8 13V7M12 13V3',
  list: 'M6 4h8M6 8h8M6 12h8M3 4h.01M3 8h.01M3 12h.01',
  passed: 'M5 8.2l2 2 4-4.2M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  pause: 'M6 4v8M10 4v8',
  play: 'M5 3.5l7 4.5-7 4.5z',
  stop: 'M4.5 4.5h7v7h-7z',
  remove: 'M3 8h10',
  spark: 'M8 2l1.4 4.6L14 8l-4.6 1.4L8 14l-1.4-4.6L2 8l4.6-1.4z',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6',
  target: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM10.5 8a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 8.5h6l.5-8.5M6.8 7v3.7M9.2 7v3.7',
  warning: 'M8 2.5l6 10.5H2zM8 6.5v3M8 11v.4',
} as const;

export type IconName = keyof typeof paths;

/** A small icon beside text, or in a named control; screen readers ignore it. */
export function Icon({ name, slot, class: className = '' }: { name: IconName; slot?: string; class?: string }) {
  const bold = name === 'grip' || name === 'list' || name.startsWith('level');
  return (
    <svg
      class={`icon ${bold ? 'icon-bold' : ''} ${className}`}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
      slot={slot}
    >
      <path d={paths[name]} />
    </svg>
  );
}
