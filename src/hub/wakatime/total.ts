/** A length of time as WakaTime's clients read it. */
export interface Total {
  readonly decimal: string;
  readonly digital: string;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly text: string;
  readonly total_seconds: number;
}

/** @param ms milliseconds */
export function totalOf(ms: number): Total {
  const total = Math.floor(ms / 1000);
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  const parts = [counted(hours, 'hr'), counted(minutes, 'min')].filter(Boolean);
  return {
    decimal: (total / 3600).toFixed(2),
    digital: `${hours}:${String(minutes).padStart(2, '0')}`,
    hours,
    minutes,
    seconds,
    text: parts.length > 0 ? parts.join(' ') : (counted(seconds, 'sec') ?? '0 secs'),
    total_seconds: ms / 1000,
  };
}

function counted(count: number, unit: string): string | undefined {
  return count === 0 ? undefined : `${count} ${unit}${count === 1 ? '' : 's'}`;
}
