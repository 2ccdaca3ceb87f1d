/** What one request may take. */
export const httpLimits = {
  /** Bytes of a body as it is sent. */
  bodyBytes: 1024 * 1024,
  /** Bytes of a body after it was decompressed. */
  inflatedBytes: 8 * 1024 * 1024,
  headerBytes: 16 * 1024,
  addressChars: 4096,
  /** For the headers, and for a whole request, ms. */
  headersMs: 5000,
  requestMs: 20_000,
  /** How long a connection without a request stays open, ms. */
  idleMs: 10_000,
  connections: 2000,
  /** How long requests may take to end when the server stops, ms. */
  drainMs: 10_000,
} as const;
