import { pino, type DestinationStream, type Logger } from 'pino';

/** Fields that are never logged, down to two levels. */
const secretFields = [
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'email',
  'authorization',
  'cookie',
];

/**
 * Makes the log: one JSON object a line. Secrets and addresses of people are replaced, should one be handed in.
 * @param destination default: stdout
 */
export function makeLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'daymark-backend' },
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' },
    // A message of PostgreSQL quotes the values of a row, so only the kind and the place of an error are logged.
    serializers: { err: describeError },
  };
  return pino(options, destination ?? standardOutput());
}

/** Whoever read it may be gone, such as a terminal; nothing has to end for that. */
function standardOutput(): DestinationStream {
  const output = pino.destination(1);
  output.on('error', () => undefined);
  return output;
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { readonly code?: unknown };
  const stack = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return { type: error.name, ...(typeof code === 'string' ? { code } : {}), stack: stack?.slice(0, 8).join('\n') };
}
