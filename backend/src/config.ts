import * as z from 'zod';
import { secureAddress } from '../../src/core/base/secureAddress.ts';
import { passwordCost, type PasswordCost } from './accounts/passwords.ts';

/** People who may create an account. */
const registrations = ['open', 'invitation', 'closed'] as const;

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const postgresAddress = z
  .string()
  .refine((text) => /^postgres(?:ql)?:$/.test(URL.parse(text)?.protocol ?? ''), 'must begin with postgres://');
const publicAddress = z
  .string()
  .refine(
    (text) => secureAddress(text)?.pathname === '/',
    'must be https://HOST, or http:// on this machine, without a path',
  )
  .transform((text) => new URL(text).origin);

const smtpAddress = z
  .string()
  .refine((text) => /^smtps?:$/.test(URL.parse(text)?.protocol ?? ''), 'must begin with smtp:// or smtps://');

const modelAddress = z
  .string()
  .refine((text) => secureAddress(text) !== undefined, 'must be https://…, or http:// on this machine');

/** The environment variables that the server reads; `docs/backend.md` explains them. */
const variables = z.object({
  DATABASE_URL: postgresAddress.optional(),
  DAYMARK_BACKEND_REPLICA_URL: postgresAddress.optional(),
  DAYMARK_BACKEND_FOLDER: z.string().min(1).optional(),
  DAYMARK_BACKEND_HOST: z.string().min(1).default('127.0.0.1'),
  DAYMARK_BACKEND_PORT: whole(0, 65_535).default(4680),
  DAYMARK_BACKEND_URL: publicAddress.optional(),
  DAYMARK_BACKEND_REGISTRATION: z.enum(registrations).default('invitation'),
  DAYMARK_BACKEND_PROXIES: whole(0, 10).default(0),
  DAYMARK_BACKEND_RATE: whole(1, 1_000_000).default(100),
  DAYMARK_BACKEND_CONNECTIONS: whole(2, 200).default(10),
  DAYMARK_BACKEND_SYNC_MB: whole(1, 1_000_000).default(2048),
  DAYMARK_BACKEND_METRICS_TOKEN: z.string().min(16).max(200).optional(),
  DAYMARK_BACKEND_DETAIL_MONTHS: whole(1, 240).default(24),
  DAYMARK_BACKEND_KEEP_MONTHS: whole(0, 1200).default(0),
  DAYMARK_BACKEND_SMTP_URL: smtpAddress.optional(),
  DAYMARK_BACKEND_MAIL_FROM: z.string().min(3).max(200).optional(),
  DAYMARK_BACKEND_CLAUDE_KEY: z.string().min(1).max(500).optional(),
  DAYMARK_BACKEND_CLAUDE_MODEL: z.string().min(1).max(100).default('claude-haiku-5-5'),
  DAYMARK_BACKEND_CLAUDE_USD: z.coerce.number().positive().max(10_000).default(1),
  DAYMARK_BACKEND_CLAUDE_URL: modelAddress.default('https://api.anthropic.com'),
  DAYMARK_BACKEND_GITHUB_ID: z.string().min(1).max(200).optional(),
  DAYMARK_BACKEND_GITHUB_SECRET: z.string().min(1).max(200).optional(),
  DAYMARK_BACKEND_GITHUB_URL: publicAddress.default('https://github.com'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  DAYMARK_BACKEND_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** The server's configuration. */
export interface Config {
  /** Address of a PostgreSQL; without one the server starts its own in `folder`. */
  readonly databaseUrl: string | undefined;
  /** Address of a read replica of it, which answers for dashboards; undefined without one. */
  readonly replicaUrl: string | undefined;
  readonly folder: string | undefined;
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** Origin under which browsers reach the server; by default that of host and port. */
  readonly publicUrl: string | undefined;
  readonly registration: (typeof registrations)[number];
  /** Reverse proxies in front that add to `X-Forwarded-For`. With 0 the header is ignored. */
  readonly proxies: number;
  /** Requests a minute for each address, and for each user with all sessions and keys. */
  readonly requestsPerMinute: number;
  /** Cost of hashing new passwords. No variable: tests lower it. */
  readonly passwordCost: PasswordCost;
  readonly connections: number;
  /** Bytes of sync segments that one account may store. */
  readonly syncBytes: number;
  /** The token for `/metrics`; without one it only answers this machine. */
  readonly metricsToken: string | undefined;
  /** Time for which the parts of shared days are kept; then one row for each source and day remains. */
  readonly detailMonths: number;
  /** Time for which shared days are kept at all; 0 for unlimited. */
  readonly keepMonths: number;
  /** `smtps://user:password@host:port`, or `smtp://` with STARTTLS. Without one no mail is sent. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string | undefined;
  /** The OAuth app at GitHub by which people sign in; undefined without one. */
  readonly github: GithubConfig | undefined;
  /** Claude, by the operator's key; undefined without one. */
  readonly claude: ClaudeConfig | undefined;
  /** Address that traces are sent to; without it there are none. */
  readonly traceEndpoint: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** An OAuth app of GitHub or GitHub Enterprise. */
export interface GithubConfig {
  readonly id: string;
  readonly secret: string;
  /** Origin. */
  readonly url: string;
}

/** Settings for asking Claude. */
export interface ClaudeConfig {
  readonly key: string;
  readonly model: string;
  /** US dollars that all calls of a day (UTC) may cost. */
  readonly usdPerDay: number;
  readonly url: string;
}

/** A setting that the server can't start with. The message names every wrong variable, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the configuration from environment variables.
 * @throws ConfigError for an invalid value, an unknown `DAYMARK_BACKEND_` variable, or an unsafe combination
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const known = Object.keys(variables.shape);
  const unknown = Object.keys(env).filter((name) => name.startsWith('DAYMARK_BACKEND_') && !known.includes(name));
  const parsed = variables.safeParse(Object.fromEntries(known.map((name) => [name, env[name] || undefined])));
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const problems = [
    ...unknown.map((name) => `${name}: unknown variable; the known ones are ${known.join(', ')}`),
    ...wrong,
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems.join('\n'));
  return checked(parsed.data);
}

function checked(values: z.infer<typeof variables>): Config {
  const isLocal = ['127.0.0.1', '::1', 'localhost'].includes(values.DAYMARK_BACKEND_HOST);
  if (!isLocal && values.DAYMARK_BACKEND_URL === undefined)
    throw new ConfigError(
      'DAYMARK_BACKEND_URL: set it to the https address that people use, since the server listens beyond this machine',
    );
  if (values.DATABASE_URL === undefined && values.DAYMARK_BACKEND_FOLDER === undefined)
    throw new ConfigError('DAYMARK_BACKEND_FOLDER: set it to the folder for the data, or DATABASE_URL to a PostgreSQL');
  if (values.DAYMARK_BACKEND_REPLICA_URL !== undefined && values.DATABASE_URL === undefined)
    throw new ConfigError(
      'DAYMARK_BACKEND_REPLICA_URL: set DATABASE_URL too, to the PostgreSQL that it is a replica of',
    );
  if ((values.DAYMARK_BACKEND_SMTP_URL === undefined) !== (values.DAYMARK_BACKEND_MAIL_FROM === undefined))
    throw new ConfigError('DAYMARK_BACKEND_SMTP_URL and DAYMARK_BACKEND_MAIL_FROM: set both, or neither');
  const { DAYMARK_BACKEND_DETAIL_MONTHS: detailMonths, DAYMARK_BACKEND_KEEP_MONTHS: keepMonths } = values;
  if (keepMonths !== 0 && keepMonths < detailMonths)
    throw new ConfigError(
      `DAYMARK_BACKEND_KEEP_MONTHS: set it to 0 (for ever), or to at least DAYMARK_BACKEND_DETAIL_MONTHS (${detailMonths})`,
    );
  return {
    databaseUrl: values.DATABASE_URL,
    replicaUrl: values.DAYMARK_BACKEND_REPLICA_URL,
    folder: values.DAYMARK_BACKEND_FOLDER,
    host: values.DAYMARK_BACKEND_HOST,
    port: values.DAYMARK_BACKEND_PORT,
    publicUrl: values.DAYMARK_BACKEND_URL,
    registration: values.DAYMARK_BACKEND_REGISTRATION,
    proxies: values.DAYMARK_BACKEND_PROXIES,
    requestsPerMinute: values.DAYMARK_BACKEND_RATE,
    passwordCost,
    connections: values.DAYMARK_BACKEND_CONNECTIONS,
    syncBytes: values.DAYMARK_BACKEND_SYNC_MB * 1024 * 1024,
    metricsToken: values.DAYMARK_BACKEND_METRICS_TOKEN,
    detailMonths,
    keepMonths,
    smtpUrl: values.DAYMARK_BACKEND_SMTP_URL,
    mailFrom: values.DAYMARK_BACKEND_MAIL_FROM,
    github: githubOf(values),
    claude: claudeOf(values),
    traceEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: values.DAYMARK_BACKEND_LOG,
  };
}

function claudeOf(values: z.infer<typeof variables>): ClaudeConfig | undefined {
  const key = values.DAYMARK_BACKEND_CLAUDE_KEY;
  return key === undefined
    ? undefined
    : {
        key,
        model: values.DAYMARK_BACKEND_CLAUDE_MODEL,
        usdPerDay: values.DAYMARK_BACKEND_CLAUDE_USD,
        url: values.DAYMARK_BACKEND_CLAUDE_URL,
      };
}

function githubOf(values: z.infer<typeof variables>): GithubConfig | undefined {
  const { DAYMARK_BACKEND_GITHUB_ID: id, DAYMARK_BACKEND_GITHUB_SECRET: secret } = values;
  if ((id === undefined) !== (secret === undefined))
    throw new ConfigError('DAYMARK_BACKEND_GITHUB_ID, DAYMARK_BACKEND_GITHUB_SECRET: set both, or neither');
  return id === undefined || secret === undefined ? undefined : { id, secret, url: values.DAYMARK_BACKEND_GITHUB_URL };
}
