import { useCallback, useEffect, useState } from 'preact/hooks';

/** Code that is loaded when something first uses it. */
export interface LoadedCode<T> {
  /** Undefined while it is not there. */
  readonly value: T | undefined;
  /** It could not be loaded, as when the extension was updated under an open page. */
  readonly failed: boolean;
  readonly retry: () => void;
}

/**
 * Returns a hook that loads something on first use. What is shown after that has it at its first render.
 * @param load imports it
 */
export function loadedOnUse<T>(load: () => Promise<T>): () => LoadedCode<T> {
  let loaded: T | undefined;
  return function useLoaded() {
    const [value, setValue] = useState<T | undefined>(() => loaded);
    const [failed, setFailed] = useState(false);
    const retry = useCallback(() => setFailed(false), []);
    useEffect(() => {
      if (value !== undefined || failed) return;
      load().then(
        (found) => {
          loaded = found;
          setValue(() => found);
        },
        (error: unknown) => {
          console.error(error);
          setFailed(true);
        },
      );
    }, [value, failed]);
    return { value, failed, retry };
  };
}
