/** A failure that the user can act upon: printed as one line, without a stack. */
export class SetupError extends Error {
  /** @param {string} message what went wrong and what to do about it */
  constructor(message) {
    super(message);
    this.name = 'SetupError';
  }
}

/**
 * Prints a line for the user on stderr, so that stdout stays free for results.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`daymark: ${text}\n`);
}

/**
 * Runs a long step and prints what it is, that it is still running, and how long it took.
 * @template T
 * @param {string} what names the step, e.g. "fetching Node 24"
 * @param {() => Promise<T>} step
 * @returns {Promise<T>} what the step returned
 */
export async function withProgress(what, step) {
  const start = Date.now();
  const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
  say(`${what} ...`);
  const timer = setInterval(() => say(`${what}: still at it after ${seconds()}`), 15_000);
  try {
    const result = await step();
    say(`${what}: done in ${seconds()}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/**
 * The outermost catch of a script: a SetupError or a refusal by the system (no space, no permission) becomes one line,
 * anything else keeps its stack; all exit with 1.
 * @param {Promise<unknown>} work
 */
export function exitOnFailure(work) {
  work.catch((error) => {
    if (error instanceof SetupError || typeof error?.syscall === 'string') say(error.message);
    else console.error(error);
    process.exit(1);
  });
}
