import type { readingsOf } from '../../headless/answering.ts';
import type { KeptTexts } from '../../storage/keptTexts/keptTexts.ts';
import type { Store } from '../../storage/store.ts';
import type { SyncedStore } from '../../storage/sync/syncStore.ts';
import { dataMethods } from './dataMethods.ts';
import { readToday } from './readToday.ts';
import type { KeptTextApi, StoreApi } from './protocol.ts';

/** The host's requests to the store itself. */
export function storeMethods(store: Store, reading: ReturnType<typeof readingsOf>, texts: KeptTexts): StoreApi {
  return {
    today: ({ options, version }) => readToday(store, reading(options), version),
    checkpoint: ({ when }) => (store.refresh(), { ...store.checkpoint(when), folder: store.health().folder }),
    reseal: () => (store.refresh(), texts.reseal(), store.reseal()),
    health: () => (store.refresh(), store.health()),
    ...dataMethods(store),
    ...textMethods(texts),
    ...syncMethods(store),
  };
}

function textMethods(texts: KeptTexts): KeptTextApi {
  return {
    keepTexts: ({ sessions }) => texts.keep(sessions),
    textsOf: ({ session }) => texts.textsOf(session),
    textLengths: () => texts.lengths(),
    textCounts: () => texts.counts(),
    tidyTexts: (limits) => texts.tidy(limits),
    eraseTexts: () => texts.erase({}),
  };
}

function syncMethods(store: Store): SyncedStore {
  return {
    syncState: (options) => store.syncState(options),
    syncStart: (as) => store.syncStart(as),
    syncStop: (options) => store.syncStop(options),
    syncCompare: (of) => store.syncCompare(of),
    syncNext: (of) => store.syncNext(of),
    syncAnnounce: (of) => store.syncAnnounce(of),
    syncSent: (of) => store.syncSent(of),
    syncAgain: (of) => store.syncAgain(of),
    syncFolded: (of) => store.syncFolded(of),
    syncTake: (of) => store.syncTake(of),
  };
}
