import { AppError } from '../core/base/appError.ts';
import type { Headless, HeadlessCall } from './openHeadless.ts';

/** Returns the same operations without those that write, for a client whose token only reads. */
export function readingOnly(headless: Headless): Headless {
  const writing = async (transport: HeadlessCall['transport']): Promise<string[]> => {
    const all = await headless.describe(transport);
    return all.filter(({ access }) => access !== 'read').map(({ name }) => name);
  };
  const check = async ({ transport, operation }: HeadlessCall): Promise<void> => {
    if ((await writing(transport)).includes(operation))
      throw new AppError(
        'not-allowed',
        `${operation} changes data, and this token only reads. Use a token with the scope "write" to allow changes.`,
      );
  };
  return {
    ...headless,
    describe: async (transport) => (await headless.describe(transport)).filter(({ access }) => access === 'read'),
    refused: async (transport) => [...(await writing(transport)), ...(await headless.refused(transport))],
    operate: async (call) => {
      await check(call);
      return headless.operate(call);
    },
    confirmation: async (call) => {
      await check(call);
      return headless.confirmation(call);
    },
  };
}
