/** The words of a text, so that a list of them can be read as one. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.match(/\S+/g));
}
