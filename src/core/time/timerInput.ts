/**
 * Reads what somebody types to start a timer: a title, with `-10m`, `-1h`, or `-1h30m` in front for a start in the past.
 * @returns the title, and how many minutes ago
 */
export function parseTimerText(text: string): { readonly title: string; readonly minutesAgo: number } {
  const [all = '', hours = '0', minutes = '0'] =
    /^\s*-(?=\d)(?:(\d{1,3})\s?h)?\s?(?:(\d{1,4})\s?m(?:in)?)?(?=\s|$)/i.exec(text) ?? [];
  return { title: text.slice(all.length).trim(), minutesAgo: Number(hours) * 60 + Number(minutes) };
}
