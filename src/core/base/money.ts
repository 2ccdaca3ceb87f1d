/** A currency in which costs in US dollars are shown. */
export interface ShownCurrency {
  /** By ISO 4217. */
  readonly code: string;
  /** Value of a US dollar in it. */
  readonly perUsd: number;
}

/** The currency of all prices. */
export const usDollars: ShownCurrency = { code: 'USD', perUsd: 1 };

/**
 * Formats an amount, such as `$4.20`; less than the smallest coin as `<$0.01`, since it isn't nothing.
 * @param usd in US dollars
 * @param locale a language that `Intl` knows
 */
export function moneyText(usd: number, { code, perUsd } = usDollars, locale = 'en-US'): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: code });
  const amount = usd * perUsd;
  const coin = 10 ** -(format.resolvedOptions().maximumFractionDigits ?? 2);
  return amount > 0 && amount < coin ? `<${format.format(coin)}` : format.format(amount);
}
