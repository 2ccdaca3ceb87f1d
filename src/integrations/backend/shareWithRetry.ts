import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/base/clock.ts';
import { pause } from '../../core/base/pause.ts';
import type { ShareBatch } from '../../core/sharing/shareBatch.ts';
import { type BackendClient, BackendError, mayPass, type ShareReceipt } from './backendClient.ts';

/** Pauses before the second and the third try, in ms. */
const pausesMs = [1000, 4000];

/**
 * Sends a batch, up to three times under one key, so that it counts once even if an answer is lost.
 * Rejects with the `BackendError` of the last try, or of the first that trying again wouldn't mend.
 */
export async function shareWithRetry(
  client: Pick<BackendClient, 'share'>,
  batch: ShareBatch,
  to: { readonly token: string; readonly organization: string; readonly clock: Clock },
): Promise<ShareReceipt> {
  const { token, organization, clock } = to;
  const key = randomUUID();
  for (let i = 0; ; i++) {
    try {
      return await client.share(batch, { key, token, organization });
    } catch (error) {
      const pauseMs = pausesMs[i];
      if (!(error instanceof BackendError) || !mayPass(error.problem) || pauseMs === undefined) throw error;
      await pause(clock, pauseMs);
    }
  }
}
