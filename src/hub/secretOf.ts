import type { IncomingHttpHeaders } from 'node:http';

/**
 * The token of a request, in every form that clients send it: `Bearer <token>` (also in base64), `Basic` with the bare token in base64, or as
 * user or password, and `?api_key=`.
 */
export function secretOf({ authorization }: IncomingHttpHeaders, query: URLSearchParams): string | undefined {
  const [, scheme = '', value = ''] = /^(basic|bearer) +(\S+) *$/i.exec(authorization ?? '') ?? [];
  const plain = [value, Buffer.from(value, 'base64').toString('latin1')].flatMap((text) => text.split(':'));
  const isKey = (text: string): boolean => /^(?:waka_)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  const sent = scheme === '' ? undefined : plain.find(isKey);
  return sent ?? query.get('api_key') ?? undefined;
}
