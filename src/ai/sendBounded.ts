import type { ModelAnswer, ModelProvider } from './provider.ts';

/** Longest duration of a call, ms; longer than any provider's own limit. */
const longestMs = 300_000;
/** Time (ms) in which a canceled provider can still report the cost of the call. */
const graceMs = 1000;

/**
 * Sends a payload, and always resolves: a provider that throws, never ends, or doesn't stop on request is a failure with a type like any
 * other.
 */
export async function sendBounded(provider: ModelProvider, payload: string, signal: AbortSignal): Promise<ModelAnswer> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  const lost = (outcome: 'cancelled' | 'timeout' | 'server-error'): ModelAnswer => ({
    outcome,
    model: provider.model,
    tokens: null,
  });
  const stopped = (): 'cancelled' | 'timeout' => (signal.aborted ? 'cancelled' : 'timeout');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ModelAnswer>((resolve) => {
    const wait = (): void => void (timer = setTimeout(() => resolve(lost(stopped())), graceMs));
    if (stop.aborted) wait();
    else stop.addEventListener('abort', wait, { once: true });
  });
  try {
    const answer = await Promise.race([provider.send(JSON.parse(payload) as object, stop), late]);
    return answer.outcome === 'cancelled' && stop.aborted ? { ...answer, outcome: stopped() } : answer;
  } catch {
    return lost(stop.aborted ? stopped() : 'server-error');
  } finally {
    clearTimeout(timer);
  }
}
