import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { FeedItem } from '../../core/views/views.ts';
import type { OffsetAt } from '../../core/time/zone.ts';
import type { Format } from '../format/format.ts';
import type { DashboardState, DashboardStore } from './dashboardStore.ts';
import { messageOf, type Rpc } from './rpc.ts';
import type { ViewState } from './viewState.ts';

export type ShownPage = 'dashboard' | 'settings';

/** Services for every part of the view. */
export interface ViewApp {
  readonly rpc: Rpc;
  readonly store: DashboardStore;
  readonly viewState: ViewState;
  readonly format: Format;
  /** The zone of the clock that is shown, as in the IANA database. */
  readonly zone: string;
  /** Its offsets. */
  readonly offsetAt: OffsetAt;
  /** Announces something to screen readers, politely. */
  readonly announce: (text: string) => void;
  /** False where the history is only read, as in a browser: nothing can be changed, or opened beside the view. */
  readonly inEditor: boolean;
  /** Opens the form of "Log Activity", for an item that was logged before to edit it. */
  readonly openLog: (item?: FeedItem) => void;
  /** Shows the dashboard, or the settings beside it. */
  readonly go: (place: ShownPage) => void;
  /** The number of activities that were logged or changed by hand since the page was loaded. */
  readonly saves: number;
}

export const AppContext = createContext<ViewApp | undefined>(undefined);

export function useApp(): ViewApp {
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
 * `useState` that survives hide and reload, and is shared by all who use the same key.
 * @param key unique in the view; the value must be JSON
 */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void] {
  const { viewState } = useApp();
  const [value, setValue] = useState(() => viewState.get(key, initial));
  useEffect(() => {
    const listener = viewState.onChange(key, () => setValue(() => viewState.get(key, initial)));
    // Another part may have set a value between the first rendering and now.
    setValue((before) => viewState.get(key, before));
    return () => listener.dispose();
  }, [viewState, key, initial]);
  const keep = useCallback(
    (next: T) => {
      viewState.set(key, next === initial ? undefined : next);
      setValue(next);
    },
    [viewState, key, initial],
  );
  return [value, keep];
}

/** Calls in progress: whether there is one, and the error message of the last one. */
export interface CallState {
  readonly busy: boolean;
  readonly error: string | undefined;
  /** Makes a call; one that may not overlap is left out while another is under way. Resolves to whether it succeeded. */
  run(call: () => Promise<unknown>): Promise<boolean>;
  clear(): void;
}

/**
 * The boundary at which errors of calls are caught: they become a message to show in place.
 * @param overlaps whether a call may begin while another is under way, as with ticks; not so for a form, which is sent once
 */
export function useAction({ overlaps = false } = {}): CallState {
  const [state, setState] = useState<{ busy: boolean; error: string | undefined }>({ busy: false, error: undefined });
  const under = useMemo(() => ({ way: 0 }), []);
  const run = useCallback(
    async (call: () => Promise<unknown>) => {
      if (under.way > 0 && !overlaps) return false;
      under.way++;
      setState({ busy: true, error: undefined });
      let error: string | undefined;
      try {
        await call();
      } catch (thrown) {
        error = messageOf(thrown);
      }
      under.way--;
      setState({ busy: under.way > 0, error });
      return error === undefined;
    },
    [under, overlaps],
  );
  const clear = useCallback(() => setState((state) => ({ ...state, error: undefined })), []);
  return { ...state, run, clear };
}
