import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from 'hono';
import type * as z from 'zod';
import type { Services } from '../services.ts';
import type { tokensSchema } from './fields.ts';
import { type Tokens, lifetimes } from './sessions.ts';

const cookie = 'daymark_refresh';
/** The cookie goes to no other endpoint, so it can't act for anybody anywhere else. */
const path = '/api/v1/auth';

/** Hands tokens to a client; to a page the refresh token as a cookie. */
export function giveTokens(
  { context, services }: { readonly context: Context; readonly services: Services },
  { accessToken, refreshToken }: Tokens,
  client: 'web' | 'app',
): z.infer<typeof tokensSchema> {
  const common = { accessToken, expiresIn: lifetimes.access * 60 };
  if (client === 'app') return { ...common, refreshToken };
  const secure = services.publicUrl().startsWith('https:');
  setCookie(context, cookie, refreshToken, {
    httpOnly: true,
    secure,
    sameSite: 'Strict',
    path,
    maxAge: lifetimes.refresh * 60,
  });
  return common;
}

export function refreshCookie(context: Context): string | undefined {
  return getCookie(context, cookie);
}

export function dropRefreshCookie(context: Context): void {
  deleteCookie(context, cookie, { path });
}
