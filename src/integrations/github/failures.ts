/** GitHub asked to wait until an instant (ms since the epoch, by this machine's clock) that is too far off to wait for. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
  readonly retryAt: number;

  constructor(retryAt: number) {
    super('GitHub asked to wait');
    this.retryAt = retryAt;
  }
}

/** The token no longer gives what the person agreed to. */
export class ScopeLost extends Error {
  override readonly name = 'ScopeLost';
  /** GitHub's answer for an invalid token. */
  readonly status = 401;
}

/** The results could not be stored: not GitHub's fault, and nothing to continue from. */
export class StoreFailed extends Error {
  override readonly name = 'StoreFailed';
}

/** The HTTP status of what Octokit threw; 0 where there was no answer. */
export function statusOf(error: unknown): number {
  const { status, response } = error as { status?: unknown; response?: unknown };
  if (typeof status !== 'number') return 0;
  // Octokit reports 500 if the network failed.
  return status === 500 && response === undefined ? 0 : status;
}

/** Tells whether a step was refused for good; any other failure is worth retrying. */
export function isFinal(status: number): boolean {
  return [403, 404, 409, 410, 422, 451].includes(status);
}
