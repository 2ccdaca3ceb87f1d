import type { CategoryList } from '../categories/categories.ts';
import type { ActivityKind } from '../facts/activity.ts';

/** Path of the browser companion's routes, below the hub's own address. */
export const companionBase = '/api/daymark/v1/browser';

/** Body of the request by which a companion asks a hub to prove that it knows the token, before the token is sent. */
export interface ProofRequest {
  /** Names the token without giving it away: the first 16 hexadecimal digits of the SHA-256 of its SHA-256. */
  readonly mark: string;
  /** Random, 32 hexadecimal digits, never used again. */
  readonly nonce: string;
}

/**
 * The text that a hub signs, by HMAC-SHA-256 under the SHA-256 of the token. The port is part of it, since a program on another port
 * could pass the request on.
 */
export function proofText(nonce: string, port: number): string {
  return `daymark hub\n${nonce}\n${port}`;
}

/** Port on which the hub answers unless it is taken, and which the companion uses unless the pairing code names another. */
export const usualPort = 38_417;

/** Kinds that a visit to a site can count as. */
export const visitKinds = [
  'coding',
  'reviewing',
  'planning',
  'learning',
  'meeting',
  'browsing',
] as const satisfies readonly ActivityKind[];
export type VisitKind = (typeof visitKinds)[number];

/** A stretch in which a site was in front, in a browser window that had the focus, while somebody was there. Times are ms since the epoch. */
export interface Visit {
  /** Random; sent again with the same visit, so that it counts once however often it arrives. */
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** Without `www.` and port. */
  readonly host: string;
  /** Only of sites where the user allowed it; without query and fragment. */
  readonly path?: string;
  readonly kind: VisitKind;
  /** The category of the site, which decides the kind, is one that the person chose. */
  readonly isChosen?: boolean;
  /** The page is a video, and its title doesn't say whether it is a lesson or a pastime. */
  readonly isUnclear?: boolean;
  /** The page plays sound on a site that isn't known, and its title is of a pastime. */
  readonly isPastime?: boolean;
}

/** Body of a delivery: up to `mostVisits` visits. */
export interface VisitsBody {
  /** Random, one for each installation. */
  readonly install: string;
  readonly visits: readonly Visit[];
}

export const mostVisits = 100;

/** Outcome of one visit. Whatever the status, it need not be sent again. */
export interface VisitAnswer {
  readonly id: string;
  readonly status: 'recorded' | 'excluded' | 'invalid';
}

/** Daymark's state as the popup shows it. */
export interface CompanionState {
  /** Total of the whole day, in the editor and elsewhere. */
  readonly todayMinutes: number;
  /** The categories, and the rules for sites alone. */
  readonly categories?: CategoryList;
  readonly focus: { readonly phase: 'none' | 'focus' | 'break' | 'ready'; readonly until?: number };
}
