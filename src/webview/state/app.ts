import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { ViewStrings } from '../../shared/viewStrings.ts';
import type { FeedItem } from '../../shared/views.ts';
import type { Format } from '../format/format.ts';
import type { DashboardState, DashboardStore } from './dashboardStore.ts';
import { messageOf, type Rpc } from './rpc.ts';
import type { ViewState } from './viewState.ts';

/** What every part of the view may use. */
export interface App {
  readonly rpc: Rpc;
  readonly store: DashboardStore;
  readonly viewState: ViewState;
  readonly strings: ViewStrings;
  readonly format: Format;
  /** Minutes east of UTC of the clock that is shown. */
  readonly offset: number;
  /** Says something to screen readers, politely. */
  readonly announce: (text: string) => void;
  /** Opens the form of "Log Activity", for an item that was logged before to edit it. */
  readonly openLog: (item?: FeedItem) => void;
  /** How often something was logged or changed by hand since the page was loaded. */
  readonly saves: number;
}

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('used outside of the app');
  return app;
}

/** The state of the store; renders again when it changes. */
export function useDashboardState(store: DashboardStore): DashboardState {
  const [state, setState] = useState(store.state);
  useEffect(() => {
    const update = () => setState(store.state);
    update();
    const listener = store.onChange(update);
    return () => listener.dispose();
  }, [store]);
  return state;
}

/**
 * `useState` that survives hide and reload.
 * @param key unique in the view; the value must be JSON
 */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void] {
  const { viewState } = useApp();
  const [value, setValue] = useState(() => viewState.get(key, initial));
  const keep = useCallback(
    (next: T) => {
      viewState.set(key, next === initial ? undefined : next);
      setValue(next);
    },
    [viewState, key, initial],
  );
  return [value, keep];
}

/** A call under way: whether it is, and the message of the last one if it failed. */
export interface Action {
  readonly busy: boolean;
  readonly error: string | undefined;
  /** Runs a call unless one is under way. Resolves to whether it succeeded; never rejects. */
  run(call: () => Promise<unknown>): Promise<boolean>;
  clear(): void;
}

/** The boundary at which errors of calls are caught: they become a message to show in place. */
export function useAction(): Action {
  const [state, setState] = useState<{ busy: boolean; error: string | undefined }>({ busy: false, error: undefined });
  const guard = useMemo(() => ({ busy: false }), []);
  const run = useCallback(
    async (call: () => Promise<unknown>) => {
      if (guard.busy) return false;
      guard.busy = true;
      setState({ busy: true, error: undefined });
      let error: string | undefined;
      try {
        await call();
      } catch (thrown) {
        error = messageOf(thrown);
      }
      guard.busy = false;
      setState({ busy: false, error });
      return error === undefined;
    },
    [guard],
  );
  const clear = useCallback(() => setState((state) => ({ ...state, error: undefined })), []);
  return { ...state, run, clear };
}
