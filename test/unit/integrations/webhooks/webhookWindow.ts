import type { App } from '../../../../src/core/operations/app.ts';
import { recordsOf } from '../../../../src/core/records/records.ts';
import type { WebhookSender } from '../../../../src/integrations/webhooks/deliver.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';

/**
 * A window with a store in memory, and the secrets of its webhooks by their ids.
 * @param now ms since the epoch
 */
export function webhookWindow(now: number) {
  const clock = new FakeClock(now);
  const reader = new MemoryReader([]);
  let last = 0;
  const secrets = new Map<string, string>();
  const app = {
    clock,
    records: (collection: never) => recordsOf(app)(collection),
    t: (text: string) => text,
    recorder: {
      nextId: () => `w:${++last}`,
      append: (fact: never) => reader.add(fact),
      flush: async () => undefined,
    },
    read: async ({ name }: { readonly name: string }, params: never) => {
      const { id, collection, ...query } = params as { id: string; collection: string };
      return name === 'records.get' ? reader.record(collection, id) : reader.records(collection, query);
    },
    secretOf: async ({ id }: { readonly id: string }) => secrets.get(id),
  } as unknown as App & Pick<WebhookSender, 'secretOf'>;
  return { app, clock, reader, secrets };
}
