/** What one client may take of the hub. */
export const limits = {
  /** Bytes of a body. */
  bodyBytes: 1024 * 1024,
  /** Items of one bulk request. */
  bulkItems: 100,
  /** Bytes of all headers of a request. */
  headerBytes: 16 * 1024,
  /** Characters of an address. */
  addressChars: 4096,
  /** For the headers, and for a whole request, ms. */
  headersMs: 5000,
  requestMs: 15_000,
  /** How long a connection without a request stays open, ms. */
  idleMs: 5000,
  connections: 256,
  requestsPerConnection: 1000,
  /** Of one token: requests a second in the long run, and at once. */
  requestsPerSecond: 200,
  requestsAtOnce: 400,
  /** Of everybody without a valid token together. */
  refusalsPerSecond: 10,
  refusalsAtOnce: 50,
} as const;

/** The limits by their names; a test makes some of them smaller. */
export type HubLimits = Readonly<Record<keyof typeof limits, number>>;
