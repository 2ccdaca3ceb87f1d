import { minuteMs } from '../../core/time/days.ts';
import type { Interval } from '../../core/time/intervals.ts';

/** A block that began longer ago than this (ms) isn't offered anymore: the day has gone another way. */
const lateMs = 10 * minuteMs;
/** For a shorter rest (ms) of a block, no session is worth offering. */
const leastMs = 5 * minuteMs;

interface OfferedBlock extends Interval {
  readonly id: string;
}

/** Decision about time blocks now. */
export interface OfferDecision<B> {
  /** The block for which to offer a focus session. */
  readonly offer?: B;
  /** Time of the next look, ms since the epoch; absent when no block of the day is ahead. */
  readonly lookAt?: number;
}

/** Identifies an offer: a block that is moved is offered again. */
export function offerKey({ id, start }: OfferedBlock): string {
  return `${id}@${start}`;
}

/**
 * Decides whether a block has just begun. Of several, the one that began last counts.
 * @param blocks of the day, not done
 * @param offered the keys of blocks that were offered before
 */
export function decideOffer<B extends OfferedBlock>(
  blocks: readonly B[],
  now: number,
  offered: readonly string[],
): OfferDecision<B> {
  const begun = blocks
    .filter((block) => block.start <= now && now - block.start <= lateMs && block.end - now >= leastMs)
    .sort((a, b) => a.start - b.start)
    .at(-1);
  const next = Math.min(...blocks.flatMap(({ start, end }) => [start, end]).filter((at) => at > now));
  return {
    ...(begun && !offered.includes(offerKey(begun)) && { offer: begun }),
    ...(Number.isFinite(next) && { lookAt: next }),
  };
}

/** Returns the block that is going on; of several, the one that began last. */
export function presentBlock<B extends Interval>(blocks: readonly B[], now: number): B | undefined {
  return blocks
    .filter(({ start, end }) => start <= now && end > now)
    .sort((a, b) => a.start - b.start)
    .at(-1);
}
