import type { Disposable, Event, Webview } from 'vscode';
import { Uri } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import type { KeepMessage, Push } from '../../../core/views/contract.ts';
import { disposeAll } from '../../../core/base/event.ts';
import { formatDuration } from '../../../core/base/format.ts';
import type { Destination } from '../../dashboardLink.ts';
import { operate } from '../../operate.ts';
import { answer } from '../../rpc.ts';
import type { Services } from '../../services.ts';
import { snapshotsOf } from './snapshots.ts';

/** A visible view is sent a new snapshot at most this often. */
const pushMs = 1000;
/** The same while another window records: it writes each second, and nobody can tell from outside what. */
const elsewhereMs = 10_000;
/** Changes that happen together are sent together. */
const gatherMs = 100;

/** A `WebviewView` or a `WebviewPanel`, as far as both are alike. */
interface Holder {
  readonly visible: boolean;
  readonly onDidDispose: Event<void>;
  readonly onDidChangeVisibility?: Event<void>;
}

interface View {
  readonly webview: Webview;
  readonly holder: Holder;
  /** Set when the page has requested its first snapshot, and therefore listens. */
  ready: boolean;
  /** The page's data that stays in memory while it is hidden, rather than on the disk: typed text. */
  kept?: KeepMessage['keep'];
}

/** The pages that show the dashboard: answers their calls, and pushes whole snapshots to those that can be seen. */
export class DashboardViews implements Disposable {
  readonly #services: Services;
  readonly #views = new Set<View>();
  readonly #held: Disposable;
  #pending: (Disposable & { readonly at: number }) | undefined;
  #destination: Destination | undefined;
  #pushing = false;
  /** The number of changes, without spans that only grew. */
  #changes = 0;
  /** Time of the last of them. */
  #changedAt: number;
  #pushedAt = Number.NEGATIVE_INFINITY;
  /** Today's time, as the status bar last showed it. */
  #time = '';

  constructor(services: Services) {
    this.#services = services;
    this.#changedAt = services.clock.now();
    this.#held = disposeAll(
      services.onDidChange((change) => {
        this.#changes++;
        this.#changedAt = services.clock.now();
        this.#schedule(change === 'elsewhere' ? elsewhereMs : pushMs);
      }),
      services.today.onDidChange(({ today }) => this.#followTime(today.totalMs)),
      services.recorder.onDidRecord((fact) => {
        if (fact.type === 'record') this.#changedRecords(fact.collection);
      }),
      services.dashboard.onDidChangeAgents(() => {
        for (const view of this.#shown()) this.#post(view, { event: 'agents', data: {} });
      }),
    );
  }

  add(webview: Webview, holder: Holder): void {
    const view: View = { webview, holder, ready: false };
    const { context } = this.#services;
    this.#views.add(view);
    webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(context.extensionUri, 'dist')] };
    webview.onDidReceiveMessage((message: unknown) => void this.#answer(view, message));
    holder.onDidDispose(() => this.#views.delete(view));
    // A hidden page is discarded (no retainContextWhenHidden) and requests everything again when shown.
    holder.onDidChangeVisibility?.(() => (view.ready &&= holder.visible));
    void this.#load(view);
  }

  /** Puts the page into a view. Its many texts are loaded only now. */
  async #load(view: View): Promise<void> {
    const { context, log } = this.#services;
    try {
      const { dashboardHtml } = await import('./html.ts');
      if (this.#views.has(view)) view.webview.html = dashboardHtml(view.webview, context.extensionUri);
    } catch (error) {
      log.error(`the dashboard could not be loaded: ${errorCode(error)}`);
    }
  }

  /** Sends visible pages, or the next page that requests its first snapshot, to a part of the dashboard. */
  navigate(to: Destination): void {
    const shown = this.#shown();
    if (shown.length === 0) this.#destination = to;
    for (const view of shown) this.#post(view, { event: 'navigate', data: { to } });
  }

  dispose(): void {
    this.#held.dispose();
    this.#pending?.dispose();
  }

  async #answer(view: View, message: unknown): Promise<void> {
    if (isKeep(message)) {
      view.kept = message.keep;
      return;
    }
    if (!view.ready) this.#greet(view);
    const changesBefore = this.#changes;
    const run = (operation: string, params: unknown) =>
      operate(this.#services, { transport: 'view', operation, params });
    const reply = await answer(message, run, this.#services.log);
    if (reply) void view.webview.postMessage(reply);
    if (view.ready) return;
    view.ready = true;
    // The first snapshot may have been read before that.
    if (this.#changes !== changesBefore) this.#schedule();
    if (this.#destination) this.#post(view, { event: 'navigate', data: { to: this.#destination } });
    this.#destination = undefined;
  }

  /** Gives a newly loaded page its state, and something to show immediately. */
  #greet(view: View): void {
    const last = snapshotsOf(this.#services).last();
    if (view.kept) this.#post(view, { event: 'kept', data: view.kept });
    if (last) this.#post(view, { event: 'dashboard', data: last });
  }

  /** Panels that list records request them again. The worker reads up to the change, whoever asks. */
  #changedRecords(collection: string): void {
    for (const view of this.#shown()) this.#post(view, { event: 'records', data: { collection } });
  }

  #shown(): View[] {
    return Array.from(this.#views).filter((view) => view.ready && view.holder.visible);
  }

  #followTime(totalMs: number): void {
    const time = formatDuration(totalMs, this.#services.t);
    if (time === this.#time) return;
    this.#time = time;
    this.#schedule();
  }

  /** @param everyMs the minimum interval; a push that is due earlier stays */
  #schedule(everyMs = pushMs): void {
    const { clock } = this.#services;
    const now = clock.monotonic();
    const at = Math.max(now + gatherMs, this.#pushedAt + everyMs);
    if ((this.#pending && this.#pending.at <= at) || this.#shown().length === 0) return;
    this.#pending?.dispose();
    const timer = clock.after(at - now, () => {
      this.#pending = undefined;
      if (this.#pushing) this.#schedule();
      else void this.#push();
    });
    this.#pending = { at, dispose: () => timer.dispose() };
  }

  async #push(): Promise<void> {
    if (this.#shown().length === 0) return;
    this.#pushing = true;
    this.#pushedAt = this.#services.clock.monotonic();
    try {
      const snapshot = await snapshotsOf(this.#services).take();
      const data = { ...snapshot, changedAt: this.#changedAt };
      for (const view of this.#shown()) this.#post(view, { event: 'dashboard', data });
    } catch (error) {
      // The page keeps its content; its next call reports the error.
      this.#services.log.warn(`no snapshot for the dashboard: ${errorCode(error)}`);
    } finally {
      this.#pushing = false;
    }
  }

  #post(view: View, push: Push): void {
    void view.webview.postMessage(push);
  }
}

function isKeep(message: unknown): message is KeepMessage {
  if (typeof message !== 'object' || message === null || !('keep' in message)) return false;
  return typeof message.keep === 'object' && message.keep !== null;
}
