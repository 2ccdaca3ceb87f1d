/** JSON of short words and numbers takes about this many bytes a token; text takes more, so the estimate is on the high side. */
const bytesPerToken = 3;

/** Estimates the tokens of a text, rather too high; the receipt has the provider's count. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text, 'utf8') / bytesPerToken);
}
