/**
 * Texts to search for in a line's bytes. A quoted name is only found as an entire key or value, since JSON escapes quotes within text. As
 * bytes, since Node would convert a string for each line.
 */
export function marks<const T extends readonly string[]>(...texts: T): { readonly [K in keyof T]: Buffer } {
  return texts.map((text) => Buffer.from(text)) as { readonly [K in keyof T]: Buffer };
}
