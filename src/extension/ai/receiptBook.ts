import { endOfDay, dayMs, minuteMs } from '../../core/time/days.ts';
import { jsonOf } from '../../core/base/jsonOf.ts';
import { receiptSchema } from '../../core/insights/receipts.ts';
import type { Receipt } from '../../core/insights/receipts.ts';
import type { ReceiptBook } from '../../ai/callModel.ts';
import { oneWindow } from '../oneWindow.ts';
import type { Services } from '../services.ts';

type BookServices = Pick<Services, 'clock' | 'recorder' | 'read' | 'context'> & {
  readonly settings: Pick<Services['settings'], 'timeRules'>;
};

/**
 * Receipts as documents of the collection `receipts`: facts like all others, so all windows see them and erasing takes them along.
 * A lock in the storage folder keeps windows from reserving a call at the same time.
 */
export function receiptBook(services: BookServices): ReceiptBook {
  const { clock, recorder, read, settings } = services;
  const revisions = new Map<string, number>();
  return {
    nextId: () => recorder.nextId(),
    startOfToday: () => {
      const now = clock.now();
      return endOfDay(now, clock.utcOffset(now), settings.timeRules.dayStartsAt) - dayMs;
    },
    since: (at) => receiptsSince({ clock, read }, at),
    write: async (receipt) => {
      const { id, at, durationMs } = receipt;
      const rev = (revisions.get(id) ?? 0) + 1;
      revisions.set(id, rev);
      const base = { type: 'document', collection: 'receipts', id, rev, at: clock.now() } as const;
      const times = { start: at, end: at + durationMs, offset: clock.utcOffset(at) };
      recorder.append({ ...base, ...times, body: JSON.stringify(receipt) });
      await recorder.flush();
    },
    exclusively: async (act) => {
      const done = await oneWindow(services, 'ai-budget').whenFree(async () => ({ result: await act() }));
      if (!done) throw new Error('the lock of the AI budget is not released');
      return done.result;
    },
  };
}

/** Receipts of calls that began at `at` or later, oldest first. */
export async function receiptsSince({ clock, read }: Pick<Services, 'clock' | 'read'>, at: number): Promise<Receipt[]> {
  // A clock that was set back leaves receipts in the future; they count.
  const documents = await read('facts.documents', {
    collection: 'receipts',
    from: at,
    to: clock.now() + 365 * 24 * 60 * minuteMs,
  });
  return documents.flatMap(({ body }) => readReceipt(body) ?? []);
}

/** A receipt in a document, or undefined when it is of another version. */
export function readReceipt(body: string): Receipt | undefined {
  const parsed = receiptSchema.safeParse(jsonOf(body));
  return parsed.success ? parsed.data : undefined;
}
