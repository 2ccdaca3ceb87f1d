import { useEffect, useState } from 'preact/hooks';
import type uPlot from 'uplot';

let loaded: typeof uPlot | undefined;

/** The charting library, once loaded. */
export interface LoadedPlot {
  readonly Plot: typeof uPlot | undefined;
  /** It could not be loaded, as when the extension was updated under an open page. */
  readonly failed: boolean;
  readonly retry: () => void;
}

/** Loads uPlot on use: it is a third of the view's code, and nothing that is seen first needs it. */
export function useUPlot(): LoadedPlot {
  const [Plot, setPlot] = useState<typeof uPlot | undefined>(() => loaded);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (Plot || failed) return;
    import('uplot').then(
      ({ default: found }) => {
        loaded = found;
        setPlot(() => found);
      },
      (error: unknown) => {
        console.error(error);
        setFailed(true);
      },
    );
  }, [Plot, failed]);
  return { Plot, failed, retry: () => setFailed(false) };
}
