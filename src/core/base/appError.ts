import type { AiFailure } from '../insights/receipts.ts';

/** Kind of error, for code to decide on; the message is for a person. */
export type ErrorCode =
  | 'cancelled'
  | 'invalid-input'
  | 'not-allowed'
  | 'not-found'
  | 'plan-exists'
  | 'storage-damaged'
  | 'storage-full'
  | 'storage-locked'
  | 'storage-newer'
  | 'storage-readonly'
  | 'unknown-operation'
  | 'worker-stopped'
  | `ai-${AiFailure}`
  | 'internal';

/** The one error type that is thrown on purpose. `message` is for a person and says what to do. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The code of an error: its own when it is an `AppError` (also one that crossed a thread), or else `internal`. */
export function errorCode(error: unknown): ErrorCode {
  return error instanceof AppError ? error.code : 'internal';
}

/** The kind of whatever was thrown, for logs and reports: Node's code, or else its name. A message may have paths and names in it. */
export function errorKind(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (typeof code === 'string' && /^[\w-]{1,60}$/.test(code)) return code;
  return error instanceof Error && /^\w{1,60}$/.test(error.name) ? error.name : typeof error;
}

/** The message of whatever was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
