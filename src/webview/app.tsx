import * as l10n from '@vscode/l10n';
import { type ShownCurrency, usDollars } from '../core/base/money.ts';
import { offsetsOf, type OffsetAt } from '../core/time/zone.ts';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { FeedItem } from '../core/views/views.ts';
import { Dashboard } from './dashboard.tsx';
import { createFormat } from './format/format.ts';
import type { Host } from './host.ts';
import { Failure } from './layout/failure.tsx';
import { LiveRegion, useAnnouncer } from './layout/liveRegion.tsx';
import { Skeleton } from './layout/skeleton.tsx';
import { useNavigation } from './layout/navigate.ts';
import { SettingsPage } from './panels/settings/settingsPage.tsx';
import { LogDialog } from './logForm/logDialog.tsx';
import { draftOf, emptyLog, type LogDraft } from './logForm/logDraft.ts';
import { AppContext, useDashboardState, type ViewApp as AppValue, type ShownPage } from './state/app.ts';
import { notePaint } from './state/painted.ts';
import type { DashboardStore } from './state/dashboardStore.ts';
import type { ViewState } from './state/viewState.ts';

export interface AppProps {
  readonly host: Host;
  readonly store: DashboardStore;
  readonly viewState: ViewState;
  readonly locale: string;
}

/** The whole view: while it waits, after a failure, and with a dashboard. */
export function App(props: AppProps) {
  const { store } = props;
  const state = useDashboardState(store);
  useEffect(() => void store.load(), [store]);
  return (
    <main aria-label={document.title}>
      <h1 class="visually-hidden">{document.title}</h1>
      {state.kind === 'loading' && <Skeleton text={l10n.t('Reading your day…')} />}
      {state.kind === 'failed' && <Failure message={state.message} onRetry={() => store.load()} />}
      {state.kind === 'ready' && <Ready {...props} />}
    </main>
  );
}

function Ready(props: AppProps) {
  const { viewState, store } = props;
  const state = useDashboardState(store);
  const announcer = useAnnouncer();
  const [log, keepLog] = useLogDraft(viewState);
  const [saves, setSaves] = useState(0);
  const [place, go] = usePlace(viewState);
  const { timeZone, currency, readOnly } = state.kind === 'ready' ? state.dashboard : {};
  const offsetAt = useMemo(() => offsetsOf(timeZone), [timeZone]);
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { announce } = announcer;
  const app = useApp({ ...props, currency, inEditor: readOnly !== true, zone, offsetAt, announce, keepLog, saves, go });
  useEffect(notePaint, []);
  if (state.kind !== 'ready') return null;
  return (
    <AppContext.Provider value={app}>
      <Navigation />
      {place === 'settings' ? <SettingsPage dashboard={state.dashboard} /> : <Dashboard dashboard={state.dashboard} />}
      {log.open && (
        <LogDialog
          draft={log.draft}
          demo={state.dashboard.demo}
          onDraft={(draft) => keepLog({ open: true, draft })}
          onSaved={() => {
            keepLog({ open: false, draft: emptyLog });
            setSaves(saves + 1);
          }}
          // Typed text is kept for the next time, unless it edited an existing activity.
          onClose={() => keepLog({ open: false, draft: log.draft.id === undefined ? log.draft : emptyLog })}
        />
      )}
      <LiveRegion text={announcer.text} count={announcer.count} />
    </AppContext.Provider>
  );
}

interface Log {
  readonly open: boolean;
  readonly draft: LogDraft;
}

function useLogDraft(viewState: ViewState): [Log, (log: Log) => void] {
  const [log, setLog] = useState<Log>(() => viewState.get('draft.log', { open: false, draft: emptyLog }));
  const keep = useCallback(
    (next: Log) => {
      viewState.set('draft.log', next);
      setLog(next);
    },
    [viewState],
  );
  return [log, keep];
}

interface AppParts extends AppProps {
  readonly currency: ShownCurrency | undefined;
  readonly inEditor: boolean;
  readonly zone: string;
  readonly offsetAt: OffsetAt;
  readonly announce: (text: string) => void;
  readonly keepLog: (log: Log) => void;
  readonly saves: number;
  readonly go: AppValue['go'];
}

function useApp(parts: AppParts): AppValue {
  const { host, store, viewState, locale, inEditor, zone, offsetAt, announce, keepLog, saves, go } = parts;
  const { code, perUsd } = parts.currency ?? usDollars;
  const format = useMemo(() => createFormat(locale, offsetAt, { code, perUsd }), [locale, offsetAt, code, perUsd]);
  const openLog = useCallback(
    (item?: FeedItem) => {
      const { draft } = viewState.get<Log>('draft.log', { open: false, draft: emptyLog });
      keepLog({ open: true, draft: item ? draftOf(item, offsetAt) : draft.id === undefined ? draft : emptyLog });
    },
    [keepLog, offsetAt, viewState],
  );
  const { rpc } = host;
  return useMemo(
    () => ({ rpc, store, viewState, format, inEditor, zone, offsetAt, announce, openLog, saves, go }),
    [rpc, store, viewState, format, inEditor, zone, offsetAt, announce, openLog, saves, go],
  );
}

/** Which place of the view is open; remembered. On return, the focus is restored. */
function usePlace(viewState: ViewState): [ShownPage, AppValue['go']] {
  const [place, setPlace] = useState<ShownPage>(() => viewState.get<ShownPage>('place', 'dashboard'));
  const go = useCallback(
    (next: ShownPage) => {
      viewState.set('place', next === 'dashboard' ? undefined : next);
      setPlace(next);
      if (next === 'dashboard')
        requestAnimationFrame(() => document.querySelector<HTMLElement>('#settings-button > *')?.focus());
    },
    [viewState],
  );
  return [place, go];
}

function Navigation() {
  useNavigation();
  return null;
}
