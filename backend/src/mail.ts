import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail by the operator's SMTP server. */
export interface Mailer {
  /** Sends a mail in the background, so that the response time doesn't reveal whether there is an account. Failures are logged. */
  send(mail: Mail): void;
  /** Waits for mails in progress. */
  stop(): Promise<void>;
}

/** @returns undefined if no SMTP server is configured */
export function makeMailer({ smtpUrl, mailFrom }: Config, log: Logger): Mailer | undefined {
  if (smtpUrl === undefined || mailFrom === undefined) return undefined;
  const url = new URL(smtpUrl);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    // A password or a link must not cross a network in clear.
    requireTLS: url.protocol === 'smtp:' && !isLocal,
    ignoreTLS: url.protocol === 'smtp:' && isLocal,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const under = new Set<Promise<unknown>>();
  return {
    send: (mail) => {
      const sending: Promise<unknown> = transport
        .sendMail({ from: mailFrom, ...mail })
        .catch((error: unknown) => log.error({ err: error }, 'mail failed'))
        .finally(() => under.delete(sending));
      under.add(sending);
    },
    stop: async () => {
      await Promise.all(under);
      transport.close();
    },
  };
}
