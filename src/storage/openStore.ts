import type { Store, StoreOptions } from './store.ts';

/**
 * Opens the storage of a folder and takes in everything that is there. A damaged or foreign file is set aside and rebuilt from the
 * newest backup and the journals (`health().mode` tells); throws only when sql.js can't be loaded.
 */
export declare function openStore(options: StoreOptions): Promise<Store>;
