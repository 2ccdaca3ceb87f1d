/** The limits of one client. */
export const limits = {
  /** Bytes of a body. */
  bodyBytes: 1024 * 1024,
  /** Items of one bulk request. */
  bulkItems: 100,
  /** Bytes of all headers of a request. */
  headerBytes: 16 * 1024,
  /** Characters of an address. */
  addressChars: 4096,
  /** For the headers, and for a whole request, in ms. */
  headersMs: 5000,
  requestMs: 15_000,
  /** Time for which an idle connection stays open, in ms. */
  idleMs: 5000,
  connections: 256,
  requestsPerConnection: 1000,
  /** For one token: the sustained rate in requests per second, and the burst. */
  requestsPerSecond: 200,
  requestsAtOnce: 400,
  /**
   * For event streams: the maximum for all clients and for one token, the maximum backlog of a slow client, and the keep-alive interval in
   * ms.
   */
  eventStreams: 32,
  eventStreamsPerToken: 8,
  eventBytes: 64 * 1024,
  eventBeatMs: 20_000,
  /** For all clients without a valid token together. */
  refusalsPerSecond: 10,
  refusalsAtOnce: 50,
} as const;

/** The limits by their names; a test makes some of them smaller. */
export type HubLimits = Readonly<Record<keyof typeof limits, number>>;
