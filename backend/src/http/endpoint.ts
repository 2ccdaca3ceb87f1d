import type { Context } from 'hono';
import * as z from 'zod';
import type { Caller, Scope } from '../accounts/caller.ts';
import type { Role } from '../organizations/roles.ts';
import type { Services } from '../services.ts';

/** The membership through which a caller accesses an organization. */
export interface Membership {
  readonly organizationId: string;
  readonly role: Role;
}

/** A request that passed sign-in, scope, role, and validation. */
export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The body as it was sent, decompressed. */
  readonly bytes: Buffer;
  readonly services: Services;
  /** The client's address, e.g. for counting failures. */
  readonly address: string;
  readonly context: Context;
}

export interface SignedInCall<P, Q, B> extends Call<P, Q, B> {
  readonly caller: Caller;
}

export interface MemberCall<P, Q, B> extends SignedInCall<P, Q, B> {
  readonly member: Membership;
}

interface Shape<P, Q, B, R> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below /api/v1, parameters as `{name}`. `{organization}` is looked up among the caller's memberships. */
  readonly path: string;
  /** Another path for the same, from the root of the server, for programs that were written for it. */
  readonly alias?: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  /**
   * JSON; `bytes` for a body that is taken as it is, `form` for fields as HTML forms send them, `signed` for JSON that is read by the endpoint
   * once it has checked its signature.
   */
  readonly body?: z.ZodType<B>;
  readonly bodyType?: 'json' | 'bytes' | 'form' | 'signed';
  readonly status: 200 | 201 | 202 | 204;
  /** The response's `data`. Absent with status 204, and if `run` returns a whole response. */
  readonly result?: z.ZodType<R>;
  /** The media types of whole responses that `run` returns. */
  readonly produces?: string | readonly string[];
  /** Its body, where that is JSON of a shape that others have set. */
  readonly bare?: z.ZodType;
  /** The body of its errors with status 400, where they are no problem details. */
  readonly bareError?: z.ZodType;
}

/** Anybody may call it. */
export interface OpenEndpoint<P, Q, B, R> extends Shape<P, Q, B, R> {
  readonly access: 'open';
  readonly role?: never;
  readonly run: (call: Call<P, Q, B>) => Promise<R | Response>;
}

/**
 * Needs a session that a person signed in to with a password, that of an operator of the server, anything with the scope, or whatever token
 * (`anyone`).
 */
export interface SignedInEndpoint<P, Q, B, R> extends Shape<P, Q, B, R> {
  readonly access: 'session' | 'operator' | 'anyone' | Scope;
  readonly role?: never;
  readonly run: (call: SignedInCall<P, Q, B>) => Promise<R | Response>;
}

/** Needs a role in the organization that `{organization}` names, or the query `organization`; without it in the caller's own. */
export interface MemberEndpoint<P, Q, B, R> extends Shape<P, Q, B, R> {
  readonly access: 'session' | Scope;
  readonly role: Role;
  readonly run: (call: MemberCall<P, Q, B>) => Promise<R | Response>;
}

/** An endpoint whose types were checked at its definition. */
export type Endpoint = Shape<unknown, unknown, unknown, unknown> & {
  readonly access: 'open' | 'session' | 'operator' | 'anyone' | Scope;
  readonly role?: Role;
  readonly run: (call: never) => Promise<unknown>;
};

/** Defines an endpoint that anybody may call. */
export function openEndpoint<P, Q, B, R>(endpoint: OpenEndpoint<P, Q, B, R>): Endpoint {
  return endpoint;
}

/** Defines an endpoint for people who signed in. */
export function userEndpoint<P, Q, B, R>(endpoint: SignedInEndpoint<P, Q, B, R>): Endpoint {
  return endpoint;
}

/** Defines an endpoint for members of an organization. */
export function memberEndpoint<P, Q, B, R>(endpoint: MemberEndpoint<P, Q, B, R>): Endpoint {
  return endpoint;
}

/** Tells whether an answer has an `ETag`, by which a client can ask whether it has changed: what is read as JSON has. */
export function hasTag({ method, produces }: Endpoint): boolean {
  return method === 'get' && produces === undefined;
}

/** The schema of the path's parameters: its own, or ids for all that it names. */
export function paramsOf({ path, params }: Endpoint): z.ZodType | undefined {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return params ?? (names.length > 0 ? z.object(Object.fromEntries(names.map((name) => [name, z.uuid()]))) : undefined);
}
