import type { Disposable, Event, Webview } from 'vscode';
import { Uri } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import type { Keep, Push } from '../../../core/views/contract.ts';
import { disposeAll } from '../../../core/base/event.ts';
import type { Destination } from '../../dashboardLink.ts';
import { operate } from '../../operate.ts';
import { answer } from '../../rpc.ts';
import type { Services } from '../../services.ts';

/** A visible view is sent a new snapshot at most this often. */
const pushMs = 1000;
/** What happens together is sent together. */
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
  /** Set when the page has asked for its first snapshot, and so listens. */
  ready: boolean;
  /** What the page keeps here rather than on the disk, while it is hidden: what was typed. */
  kept?: Keep['keep'];
}

/** The pages that show the dashboard: answers their calls, and pushes whole snapshots to those that can be seen. */
export class DashboardViews implements Disposable {
  readonly #services: Services;
  readonly #views = new Set<View>();
  readonly #held: Disposable;
  #pending: Disposable | undefined;
  #destination: Destination | undefined;
  #pushing = false;
  #pushedAt = Number.NEGATIVE_INFINITY;

  constructor(services: Services) {
    this.#services = services;
    this.#held = disposeAll(
      services.onDidChange(() => this.#schedule()),
      services.recorder.onDidRecord((fact) => {
        if (fact.type === 'record') this.#changedRecords(fact.collection);
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
    // A hidden page is thrown away (no retainContextWhenHidden) and asks anew when it is shown.
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

  /** Sends the pages that can be seen to a part of the dashboard, or the next one that asks for its first snapshot. */
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
    const run = (operation: string, params: unknown) =>
      operate(this.#services, { transport: 'view', operation, params });
    const reply = await answer(message, run, this.#services.log);
    if (reply) void view.webview.postMessage(reply);
    if (view.ready) return;
    view.ready = true;
    if (this.#destination) this.#post(view, { event: 'navigate', data: { to: this.#destination } });
    this.#destination = undefined;
  }

  /** Gives a page that has just been loaded what is known of it, and something to show at once. */
  #greet(view: View): void {
    const last = this.#services.snapshots.last();
    if (view.kept) this.#post(view, { event: 'kept', data: view.kept });
    if (last) this.#post(view, { event: 'dashboard', data: last });
  }

  /** Panels that list records ask for them again. The worker reads up to the change, whoever asks. */
  #changedRecords(collection: string): void {
    for (const view of this.#shown()) this.#post(view, { event: 'records', data: { collection } });
  }

  #shown(): View[] {
    return Array.from(this.#views).filter((view) => view.ready && view.holder.visible);
  }

  #schedule(): void {
    if (this.#pending || this.#shown().length === 0) return;
    const { clock } = this.#services;
    const wait = Math.max(gatherMs, this.#pushedAt + pushMs - clock.monotonic());
    this.#pending = clock.after(wait, () => {
      this.#pending = undefined;
      if (this.#pushing) this.#schedule();
      else void this.#push();
    });
  }

  async #push(): Promise<void> {
    if (this.#shown().length === 0) return;
    this.#pushing = true;
    this.#pushedAt = this.#services.clock.monotonic();
    try {
      const data = await this.#services.snapshots.take();
      for (const view of this.#shown()) this.#post(view, { event: 'dashboard', data });
    } catch (error) {
      // The page keeps what it shows; its next call tells the person.
      this.#services.log.warn(`no snapshot for the dashboard: ${errorCode(error)}`);
    } finally {
      this.#pushing = false;
    }
  }

  #post(view: View, push: Push): void {
    void view.webview.postMessage(push);
  }
}

function isKeep(message: unknown): message is Keep {
  if (typeof message !== 'object' || message === null || !('keep' in message)) return false;
  return typeof message.keep === 'object' && message.keep !== null;
}
