/** Puts `values` into the places `{0}`, `{1}`, … of a text; a place without a value stays. */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}

/** Returns true if a link may be followed: VS Code opens it in the browser. */
export function isPage(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//.test(url);
}
