/** A stretch of time that someone or something lays claim to. Of two, the better one is its owner. */
export interface Claim<T> {
  readonly start: number;
  readonly end: number;
  /** Smaller is better; of equal ranks the one that began later is, then the one with the greater id. */
  readonly rank: number;
  readonly id: string;
  readonly of: T;
}

/** Called for each piece of time, in order; pieces don't overlap. */
export type TakePiece<T> = (piece: { start: number; end: number; of: T }) => void;

/**
 * Divides time among overlapping claims so that each instant has one owner. The rule is that of the timeline in `analytics`: a person does
 * one thing at a time, so the better source wins, then the later start. Folding therefore leaves the totals unchanged. Add claims in order
 * of start. A claim of no length becomes a piece of its own where nothing else is.
 */
export class Ownership<T> {
  readonly #take: TakePiece<T>;
  #active: Claim<T>[] = [];
  #at = Number.NEGATIVE_INFINITY;
  #piece: { start: number; end: number; of: T } | undefined;
  #lastEnd = Number.NEGATIVE_INFINITY;

  constructor(take: TakePiece<T>) {
    this.#take = take;
  }

  add(claim: Claim<T>): void {
    this.#advance(claim.start);
    if (claim.end > claim.start) this.#active.push(claim);
    // Instants within time that is already owned need no piece.
    else if (this.#active.length === 0 && this.#lastEnd < claim.start) this.#emit(claim.start, claim.start, claim.of);
  }

  /** Shares out everything up to an instant, which no later claim begins before. A piece that lasts longer comes in two. */
  passTo(at: number): void {
    this.#advance(at);
    if (this.#piece) this.#take(this.#piece);
    this.#piece = undefined;
  }

  #advance(to: number): void {
    while (this.#active.length > 0 && this.#at < to) {
      const owner = this.#active.reduce((best, one) => (isBetter(one, best) ? one : best));
      const from = Math.max(this.#at, owner.start);
      const until = Math.min(owner.end, to);
      if (until > from) this.#emit(from, until, owner.of);
      this.#at = until;
      this.#active = this.#active.filter((claim) => claim.end > until);
    }
  }

  #emit(start: number, end: number, of: T): void {
    this.#lastEnd = end;
    if (this.#piece?.of === of && this.#piece.end === start) {
      this.#piece.end = end;
      return;
    }
    if (this.#piece) this.#take(this.#piece);
    this.#piece = { start, end, of };
  }
}

function isBetter<T>(one: Claim<T>, other: Claim<T>): boolean {
  if (one.rank !== other.rank) return one.rank < other.rank;
  return one.start !== other.start ? one.start > other.start : one.id > other.id;
}
