/** The embedded database can't run. The message says what to do. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}
