import { useEffect, useLayoutEffect } from 'preact/hooks';
import { useApp } from '../state/app.ts';

const restMs = 150;

/** Puts the page back to where it was scrolled to before it was hidden, and remembers where it is. */
export function useKeptScroll(key = 'scroll'): void {
  const { viewState } = useApp();
  useLayoutEffect(() => window.scrollTo(0, viewState.get(key, 0)), [viewState, key]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const remember = () => {
      clearTimeout(timer);
      timer = setTimeout(() => viewState.set(key, Math.round(window.scrollY) || undefined), restMs);
    };
    addEventListener('scroll', remember, { passive: true });
    return () => {
      clearTimeout(timer);
      removeEventListener('scroll', remember);
    };
  }, [viewState, key]);
}
