/** Takes an error that no caller can act on. */
export type UnexpectedHandler = (error: unknown) => void;

const initial: UnexpectedHandler = () => undefined;
let handler = initial;

/** Says where unexpected errors go, once for the process; without it they go nowhere. Disposing takes it back. */
export function handleUnexpected(next: UnexpectedHandler): { dispose(): void } {
  handler = next;
  return { dispose: () => void (handler === next && (handler = initial)) };
}

/** Reports an error of a listener: to throw it would punish whoever fired the event, and silence the listeners after it. */
export function reportUnexpected(error: unknown): void {
  handler(error);
}
