import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database } from './database/connect.ts';
import type { ReplicaRead } from './database/replica.ts';
import type { Lockout } from './accounts/lockout.ts';
import type { Passwords } from './accounts/passwords.ts';
import type { EventStreams } from './events/eventStreams.ts';
import type { RequestLimits } from './http/requestLimits.ts';
import type { Mailer } from './mail.ts';
import type { Metrics } from './metrics.ts';
import type { Tracing } from './tracing/tracing.ts';

/** The services that endpoints use. */
export interface Services {
  readonly config: Config;
  readonly db: Database;
  readonly reads: ReplicaRead;
  readonly log: Logger;
  readonly lockout: Lockout;
  readonly passwords: Passwords;
  readonly limits: RequestLimits;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly streams: EventStreams;
  /** Undefined if no SMTP server is configured. */
  readonly mailer: Mailer | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Origin under which browsers reach the server. Known once it listens. */
  readonly publicUrl: () => string;
}
