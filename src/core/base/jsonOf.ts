/** Parsed JSON, or undefined for a text that is none: a name whose key is not here, for one, which reads as locked. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
