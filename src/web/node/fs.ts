/** The part of `node:fs` that is reached in a browser: `sql-wasm.wasm`, which the page hands over. There are no other files. */
const files = new Map<string, Uint8Array>();

export function provideFile(path: string, bytes: Uint8Array): void {
  files.set(path, bytes);
}

function readFileSync(path: string): Uint8Array {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`There is no file ${path}.`);
  return bytes;
}

const existsSync = (path: string): boolean => files.has(path);
const lstatSync = (): undefined => undefined;

export default { readFileSync, existsSync, lstatSync, constants: {} };

/** Nothing makes a folder here. */
function unavailable(): never {
  throw new Error('There is no disk in a browser.');
}

export { unavailable as chmodSync, unavailable as mkdirSync, unavailable as statSync };
