/** Beginnings of the forms of an HTTP date. `Date.parse` also makes dates of `-5` and `1e3`. */
const dayName = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * Reads `Retry-After`: whole seconds, or a date in any of the three forms of HTTP (RFC 9110, sections 10.2.3 and 5.6.7).
 * @param now by the clock of the server, ms since the epoch
 * @returns milliseconds to wait, maybe very many; undefined for a date that has passed, and for anything else
 */
export function retryAfterMs(text: string, now: number): number | undefined {
  const value = text.trim();
  if (/^\d{1,15}$/.test(value)) return Number(value) * 1000;
  // The oldest form names no zone: all are in GMT.
  const at = dayName.test(value) ? Date.parse(value.endsWith('GMT') ? value : `${value} GMT`) : Number.NaN;
  return at > now ? at - now : undefined;
}
