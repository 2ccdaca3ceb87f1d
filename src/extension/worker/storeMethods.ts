import type { Store } from '../../storage/store.ts';
import { dataMethods } from './dataMethods.ts';
import type { StoreApi } from './protocol.ts';

/** What the host asks of the store itself. */
export function storeMethods(store: Store): StoreApi {
  return {
    checkpoint: ({ when }) => (store.refresh(), { ...store.checkpoint(when), folder: store.health().folder }),
    reseal: () => (store.refresh(), store.reseal()),
    health: () => (store.refresh(), store.health()),
    ...dataMethods(store),
  };
}
