import { AppError } from '../../core/base/appError.ts';
import type { Sealer } from '../../core/facts/sealer.ts';

/** A sealer that opens names and seals none, for those who must not touch a file: sealing may make a key. */
export function openOnly(sealer: Sealer): Sealer {
  const refuse = (): never => {
    throw new AppError('storage-readonly', 'The data is opened to be read only.');
  };
  return {
    canSeal: () => false,
    seal: refuse,
    tag: refuse,
    open: (sealed) => sealer.open(sealed),
    openBytes: (sealed) => sealer.openBytes(sealed),
  };
}
