/** `vscode.l10n.t` as the core sees it: an English sentence with `{0}` places, and what to put there. */
export type Translate = (message: string, ...args: readonly (string | number)[]) => string;

/**
 * A `Translate` over a bundle of translations, for threads and processes that have no `vscode.l10n`.
 * @param bundle English sentence to translated sentence (`vscode.l10n.bundle`); undefined for English.
 */
export function translator(bundle?: Readonly<Record<string, string>>): Translate {
  return (message, ...args) =>
    (bundle?.[message] ?? message).replace(/\{(\d+)\}/g, (place, index) => String(args[Number(index)] ?? place));
}
