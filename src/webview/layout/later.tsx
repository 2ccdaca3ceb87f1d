import * as l10n from '@vscode/l10n';
import type { ComponentType } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { laterParts } from '../later.ts';
import { Pending } from './pending.tsx';

type LaterParts = typeof laterParts;

let loaded: LaterParts | undefined;

/** Returns a component of `later.ts` as one that loads its code when it is first shown. */
export function later<P extends object>(choose: (parts: LaterParts) => ComponentType<P>): ComponentType<P> {
  return function LaterPart(props: P) {
    const { parts, ...rest } = useLaterParts();
    if (!parts) return <Pending answer={{ data: undefined, stale: true, ...rest }} />;
    const Part = choose(parts);
    return <Part {...props} />;
  };
}

function useLaterParts() {
  const [parts, setParts] = useState(loaded);
  const [error, setError] = useState<string>();
  const retry = useCallback(() => setError(undefined), []);
  useEffect(() => {
    if (parts || error !== undefined) return;
    import('../later.ts').then(
      (module) => setParts((loaded = module.laterParts)),
      (reason: unknown) => {
        console.error(reason);
        // As when the extension was updated under an open page.
        setError(l10n.t("This part of the view couldn't be loaded. Close the view and open it again."));
      },
    );
  }, [parts, error]);
  return { parts, error, retry };
}
