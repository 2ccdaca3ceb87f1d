import { randomBytes } from 'node:crypto';

/** The purpose of a secret, as its prefix: people and secret scanners recognize it. */
const kinds = { access: 'dma_', refresh: 'dmr_', key: 'dmk_', device: 'dmd_', link: 'dml_', hook: 'dmw_' } as const;

/** A new secret of 256 random bits. */
export function newSecret(kind: keyof typeof kinds): string {
  return kinds[kind] + randomBytes(32).toString('base64url');
}

/** Tells whether a text has the form of such a secret. */
export function isSecret(kind: keyof typeof kinds, text: string): boolean {
  return text.startsWith(kinds[kind]) && /^[\w-]{43}$/.test(text.slice(kinds[kind].length));
}
