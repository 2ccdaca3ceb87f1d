import type { Files } from './files.ts';

/** Files that can be read but not changed: any change fails with `EROFS`, as on a read-only file system. */
export function readOnlyFiles(files: Files): Files {
  const refuse = (): never => {
    throw Object.assign(new Error('The files are opened to be read only.'), { code: 'EROFS' });
  };
  return {
    ...files,
    create: refuse,
    sync: refuse,
    syncFolder: refuse,
    rename: refuse,
    link: refuse,
    remove: refuse,
    makeFolder: refuse,
    touch: refuse,
    openAppend: () => Promise.resolve().then(refuse),
    openAppendSync: refuse,
  };
}
