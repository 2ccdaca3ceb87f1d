import { createHash, createHmac } from 'node:crypto';
import { type ProofRequest, proofText } from '../../../src/core/views/companion.ts';

/** The answer to a `/proof` request of a hub that knows a token. */
export function proofAnswer(url: string, body: string, token: string): Response {
  const { nonce } = JSON.parse(body) as ProofRequest;
  const key = createHash('sha256').update(token).digest();
  const proof = createHmac('sha256', key)
    .update(proofText(nonce, Number(new URL(url).port)))
    .digest('hex');
  return Response.json({ proof });
}
