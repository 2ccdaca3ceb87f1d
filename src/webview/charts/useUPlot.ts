import { useEffect, useState } from 'preact/hooks';
import type uPlot from 'uplot';

let loaded: typeof uPlot | undefined;

/** uPlot, once it is there: it is a third of the view's code, and nothing that is seen first needs it. */
export function useUPlot(): typeof uPlot | undefined {
  const [Plot, setPlot] = useState<typeof uPlot | undefined>(() => loaded);
  useEffect(() => {
    if (Plot) return;
    void import('uplot').then(({ default: found }) => {
      loaded = found;
      setPlot(() => found);
    });
  }, [Plot]);
  return Plot;
}
