import { useEffect, useRef, useState } from 'preact/hooks';

/** A value that follows another one, but changes at most once per interval; the last change always comes through. */
export function useThrottled<T>(value: T, ms: number): T {
  const [shown, setShown] = useState(value);
  const changedAt = useRef(performance.now());
  useEffect(() => {
    if (Object.is(value, shown)) return;
    const wait = changedAt.current + ms - performance.now();
    const change = () => {
      changedAt.current = performance.now();
      setShown(() => value);
    };
    const timer = setTimeout(change, Math.max(0, wait));
    return () => clearTimeout(timer);
  }, [value, shown, ms]);
  return shown;
}
