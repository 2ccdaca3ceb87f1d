/** The limits of one request. */
export const httpLimits = {
  /** Bytes of a body as it is sent. */
  bodyBytes: 1024 * 1024,
  /** Bytes of a body after it was decompressed. */
  inflatedBytes: 8 * 1024 * 1024,
  headerBytes: 16 * 1024,
  addressChars: 4096,
  /** For the headers, and for a whole request, in ms. */
  headersMs: 5000,
  requestMs: 20_000,
  /** Time for which an idle connection stays open, in ms. */
  idleMs: 10_000,
  connections: 2000,
  /** Time that requests may take to finish when the server stops, in ms. */
  drainMs: 10_000,
} as const;
