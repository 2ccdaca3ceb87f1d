import * as l10n from '@vscode/l10n';
import type { ComponentType } from 'preact';
import type { laterParts } from '../later.ts';
import { loadedOnUse } from '../state/loadedOnUse.ts';
import { Pending } from './pending.tsx';

type LaterParts = typeof laterParts;

const useLaterParts = loadedOnUse(() => import('../later.ts').then(({ laterParts: parts }): LaterParts => parts));

/** Returns a component of `later.ts` as one that loads its code when it is first shown. */
export function later<P extends object>(choose: (parts: LaterParts) => ComponentType<P>): ComponentType<P> {
  return function LaterPart(props: P) {
    const { value: parts, failed, retry } = useLaterParts();
    if (!parts) {
      const error = failed
        ? l10n.t("This part of the view couldn't be loaded. Close the view and open it again.")
        : undefined;
      return <Pending answer={{ data: undefined, stale: true, error, retry }} />;
    }
    const Part = choose(parts);
    return <Part {...props} />;
  };
}
