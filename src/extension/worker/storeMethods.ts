import type { Store } from '../../storage/store.ts';
import { dataMethods } from './dataMethods.ts';
import type { StoreApi } from './protocol.ts';

/** What the host asks of the store itself. */
export function storeMethods(store: Store): StoreApi {
  return {
    checkpoint: () => (store.refresh(), { ...store.checkpoint(), folder: store.health().folder }),
    reseal: () => (store.refresh(), store.reseal()),
    health: () => (store.refresh(), store.health()),
    ...dataMethods(store),
  };
}
