import { setTimeout as pause } from 'node:timers/promises';
import type { ModelTokens } from '../core/insights/receipts.ts';
import type { ModelAnswer, FailedCall } from './provider.ts';
import { estimateTokens } from './tokens.ts';

/** Longest duration of a streamed answer, ms. */
const longestMs = 150_000;
/** Characters of an answer at most; a real one is a hundredth of that. */
const textAtMost = 1_000_000;
/** Limit for counting tokens (ms); after that they are estimated. */
const countingMs = 5000;

/** A model that streams its answer in parts and reports no usage. */
export interface StreamingModel {
  readonly id: string;
  /** Sends the request; the text of the answer in parts. May throw at any moment. */
  open(): Promise<AsyncIterable<string>>;
  /** Cancels the model's answer. */
  cancel(): void;
  countTokens(text: string): PromiseLike<number>;
  outcomeOf(error: unknown): FailedCall;
}

/**
 * Reads a streamed answer to its end, within a deadline and a size, and never rejects. A stream that continues after cancellation is
 * abandoned.
 * @param sent the texts of the request, to count their tokens
 */
export async function streamedAnswer(
  model: StreamingModel,
  sent: readonly string[],
  signal: AbortSignal,
): Promise<ModelAnswer> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  const failed = (outcome: FailedCall | 'unreadable'): ModelAnswer => ({ outcome, model: model.id, tokens: null });
  const stopped = (): 'cancelled' | 'timeout' => (signal.aborted ? 'cancelled' : 'timeout');
  if (signal.aborted) return failed('cancelled');
  try {
    const text = await Promise.race([read(model, stop), rejectOn(stop)]);
    if (text === undefined) return failed('unreadable');
    const tokens = await Promise.race([tokensOf(model, sent, text), rejectOn(stop)]);
    return { outcome: text.trim() === '' ? 'unreadable' : 'ok', model: model.id, tokens, text };
  } catch (error) {
    return failed(stop.aborted ? stopped() : model.outcomeOf(error));
  } finally {
    model.cancel();
  }
}

/** The whole text, or undefined if it is too long. */
async function read(model: StreamingModel, stop: AbortSignal): Promise<string | undefined> {
  let text = '';
  for await (const part of await model.open()) {
    text += part;
    if (text.length > textAtMost || stop.aborted) return undefined;
  }
  return text;
}

async function tokensOf(model: StreamingModel, sent: readonly string[], text: string): Promise<ModelTokens> {
  const [output = 0, ...inputs] = await Promise.all([text, ...sent].map((one) => countOf(model, one)));
  return { input: inputs.reduce((a, b) => a + b, 0), output, cacheRead: 0, cacheWrite: 0, estimated: true };
}

/** Uses the model's own counter; if it fails, or returns anything but a count, our estimate. */
async function countOf(model: StreamingModel, text: string): Promise<number> {
  const own = async (): Promise<number> => model.countTokens(text);
  const counted = await Promise.race([own(), pause(countingMs, undefined, { ref: false })]).catch(() => undefined);
  return Number.isSafeInteger(counted) && Number(counted) >= 0 ? Number(counted) : estimateTokens(text);
}

function rejectOn(stop: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => reject(new Error('stopped'));
    if (stop.aborted) give();
    else stop.addEventListener('abort', give, { once: true });
  });
}
