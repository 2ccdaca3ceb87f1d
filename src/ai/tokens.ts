/** JSON of short words and numbers takes about this many bytes a token; text takes more, so the estimate is on the high side. */
const bytesPerToken = 3;

/** An estimate, rather too high, of the tokens of a text; what a provider counted stands in the receipt. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text, 'utf8') / bytesPerToken);
}
