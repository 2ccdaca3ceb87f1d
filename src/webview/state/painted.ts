import { useEffect, useState } from 'preact/hooks';
import { useApp } from './app.ts';

let isPainted = false;
const waiting = new Set<() => void>();

/** Call this in an effect of the first snapshot's rendering: marks when it was drawn, which the bench reads, and lets the rest follow. */
export function notePaint(): void {
  if (isPainted) return;
  requestAnimationFrame(() =>
    setTimeout(() => {
      performance.mark('daymark.painted');
      isPainted = true;
      followUp();
    }),
  );
}

/** Each part in a separate task, so that a key or a click can come in between. */
function followUp(): void {
  const [next] = waiting;
  if (!next) return;
  waiting.delete(next);
  next();
  setTimeout(followUp);
}

/**
 * Returns true if the first snapshot has been drawn: what lies below the screen is rendered after that. A page that was scrolled when it
 * was left comes back whole, as it has to be as high as it was.
 */
export function usePainted(): boolean {
  const { viewState } = useApp();
  const [painted, setPainted] = useState(() => isPainted || viewState.get('scroll', 0) > 0);
  useEffect(() => {
    if (painted) return;
    if (isPainted) return setPainted(true);
    const listener = () => setPainted(true);
    waiting.add(listener);
    return () => void waiting.delete(listener);
  }, [painted]);
  return painted;
}
