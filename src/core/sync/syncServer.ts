/** A device of the account, as the server lists it. */
export interface SyncDevice {
  readonly id: string;
  readonly name: string;
  readonly status: 'pending' | 'active' | 'revoked';
  readonly publicKey: Uint8Array;
  /** The keys, sealed for this device by the one that admitted it. */
  readonly envelope?: Uint8Array;
  /** The sequence that the server expects of its next segment; 1 before the first. */
  readonly nextSequence: number;
}

/** A segment on the server. Positions are one order of all devices; sequences are one device's own, from 1 and without gaps. */
export interface ListedSegment {
  readonly position: number;
  readonly deviceId: string;
  readonly sequence: number;
  /** The first of its sequences, for one that several were folded into. */
  readonly first?: number | undefined;
  readonly bytes: number;
}

/** Data that the server keeps for the case that a device joins by the recovery key. It can read none of it. */
export interface RecoveryOffer {
  readonly generation: number;
  /** Keys and devices, sealed under a key that follows from the recovery key; absent once that was withdrawn. */
  readonly envelope?: Uint8Array;
  /** SHA-256 of the proof that whoever has the recovery key can give. */
  readonly verifier?: Uint8Array;
}

/** A server that stores sealed segments. Nothing that it says is trusted. Methods reject with a `SyncServerError`. */
export interface SyncServer {
  devices(): Promise<readonly SyncDevice[]>;
  /** Joins as a new device. The first active one of an account is admitted at once. */
  join(name: string, publicKey: Uint8Array): Promise<{ readonly id: string; readonly status: 'pending' | 'active' }>;
  admit(deviceId: string, envelope: Uint8Array): Promise<void>;
  revoke(deviceId: string): Promise<void>;
  append(deviceId: string, sequence: number, segment: Uint8Array): Promise<void>;
  /** Replaces this device's segments from `first` to `sequence`, which follow each other directly, by one, at the position of the last. */
  fold(
    deviceId: string,
    range: { readonly first: number; readonly sequence: number },
    segment: Uint8Array,
  ): Promise<void>;
  /** Those after a position, in their order; at most `limit`. */
  segments(after: number, limit: number): Promise<readonly ListedSegment[]>;
  read(position: number): Promise<Uint8Array>;
  /** The next ones after a position, by their positions, as many as the server puts into one answer. Empty if it can only be asked for each. */
  contents(after: number): Promise<ReadonlyMap<number, Uint8Array>>;
  /** Reads the data that it keeps for a recovery key: that of the highest generation, which is 0 where there never was one. */
  recovery(): Promise<{ readonly generation: number; readonly envelope?: Uint8Array }>;
  /** From an active device. One with a lower generation changes nothing; one without an envelope withdraws. */
  offerRecovery(offer: RecoveryOffer): Promise<void>;
  /** Admits this device, which waits. */
  recover(deviceId: string, proof: Uint8Array): Promise<void>;
}

/**
 * - `unreachable`: no answer in time
 * - `signed-out`: the sign-in has ended
 * - `refused`: this device may not do it
 * - `conflict`: the server expects another sequence, or has other bytes for it
 * - `full`: the account may store no more
 * - `busy`: to be tried again later
 * - `unexpected`: not the answer of a Daymark backend
 */
export type SyncProblem = 'unreachable' | 'signed-out' | 'refused' | 'conflict' | 'full' | 'busy' | 'unexpected';

export class SyncServerError extends Error {
  override readonly name = 'SyncServerError';
  readonly problem: SyncProblem;

  /** @param message the server's words; may be shown, but not trusted */
  constructor(problem: SyncProblem, message = '') {
    super(message);
    this.problem = problem;
  }
}

/** Longest segment, in bytes: the server takes 1 MiB. */
export const longestSegment = 1_000_000;
