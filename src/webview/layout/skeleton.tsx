import { useEffect, useState } from 'preact/hooks';

/** Shorter waits need no skeleton. */
const patienceMs = 100;

/** A placeholder for the content, shown when loading takes longer than a moment. */
export function Skeleton({ text }: { text: string }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div class="skeleton">
      <p class="visually-hidden" role="status">
        {text}
      </p>
      <div class="skeleton-ring" />
      <div class="skeleton-line" />
      <div class="skeleton-line skeleton-short" />
      <div class="skeleton-block" />
      <div class="skeleton-block" />
    </div>
  );
}
