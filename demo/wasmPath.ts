import { tool } from '../scripts/lib/run.ts';

/** SQLite as it comes with sql.js, for scripts that use the storage. */
export const wasmPath = tool('sql.js', 'dist', 'sql-wasm.wasm');
