/** Returns true if a pattern, without the flags `g` and `y`, matches a text that may not be there. */
export function matches(pattern: RegExp, text: string | undefined): boolean {
  return text !== undefined && pattern.test(text);
}
