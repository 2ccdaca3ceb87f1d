/** Takes what this process prints, so that a test can read it and the report of the tests stays as it is. */
export class StandardOutput {
  /** Text that was printed so far. */
  text = '';
  readonly #write = process.stdout.write;
  readonly #listeners = process.stdout.listeners('error');

  /** @param failure of each write; none if left out */
  constructor(failure?: Error) {
    process.stdout.write = ((text: string, done?: (error?: Error) => void) => {
      if (!failure) this.text += text;
      done?.(failure);
      return true;
    }) as typeof process.stdout.write;
  }

  restore(): void {
    process.stdout.write = this.#write;
    for (const one of process.stdout.listeners('error'))
      if (!this.#listeners.includes(one)) process.stdout.off('error', one as () => void);
  }

  /** Runs something. @returns what it printed */
  static async of(run: () => Promise<unknown>, failure?: Error): Promise<string> {
    const output = new StandardOutput(failure);
    try {
      await run();
      return output.text;
    } finally {
      output.restore();
    }
  }
}
