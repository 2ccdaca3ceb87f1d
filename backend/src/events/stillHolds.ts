import { findCaller } from '../accounts/findCaller.ts';
import type { SignedInCall } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';

/**
 * Tells whether the token of a call still holds, for answers that go on for long.
 * @param check what else must hold; throws an HttpProblem where it doesn't
 */
export async function stillHolds(
  { services, context }: SignedInCall<unknown, unknown, unknown>,
  check: () => Promise<unknown> = () => Promise.resolve(),
): Promise<boolean> {
  try {
    await findCaller(context.req.header('authorization'), services);
    await check();
    return true;
  } catch (error) {
    if (error instanceof HttpProblem) return false;
    throw error;
  }
}
