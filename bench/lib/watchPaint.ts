/** Observations of the view's page; instants in ms since the epoch. */
export interface SeenPaint {
  readonly handedOver: number;
  readonly painted: number;
  /** Characters of the host's message, as JSON. */
  readonly length: number;
}

/**
 * Runs in every frame of a window before its own scripts, and so refers to nothing outside. The window notes when a snapshot of the
 * host comes in on its socket (the one it has in memory, pushed, or the answer to the view's question); the view's page notes when the first is
 * handed over, and when the panels that it makes of it are painted.
 */
export function watchPaint(): void {
  const now = () => performance.timeOrigin + performance.now();
  if (window === window.parent) watchSockets();
  else watchView();

  function watchSockets(): void {
    const arrivals: number[] = [];
    Object.assign(window, { daymarkBenchArrivals: arrivals });
    // Matches a snapshot's JSON in a VS Code message, and nothing else.
    const isAnswer = /trendPercent\\?":/;
    const note = async (data: Blob, arrived: number) => {
      if (isAnswer.test(await data.text())) arrivals.push(arrived);
    };
    const Original = window.WebSocket;
    window.WebSocket = class extends Original {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener('message', ({ data, timeStamp }) => {
          if (data instanceof Blob) void note(data, performance.timeOrigin + timeStamp);
        });
      }
    };
  }

  function watchView(): void {
    let answer: { readonly handedOver: number; readonly length: number } | undefined;
    let isReported = false;
    const listen = () => {
      addEventListener('message', ({ data }) => {
        const { result, event } = (data ?? {}) as { result?: { score?: unknown }; event?: string };
        const isAnswer = result?.score !== undefined || event === 'dashboard';
        if (isAnswer) answer ??= { handedOver: now(), length: JSON.stringify(data).length };
      });
      new MutationObserver(() => {
        if (isReported || !answer || !document.getElementById('panel-score')) return;
        isReported = true;
        afterNextPaint(answer);
      }).observe(document, { childList: true, subtree: true });
    };
    listen();
    // VS Code writes the extension's page into this frame by document.open, which takes all listeners away. The document is
    // another one by then, its prototype is not.
    const open = Reflect.get(Document.prototype, 'open') as () => Document;
    const reopen = function (this: Document) {
      const opened = open.call(this);
      listen();
      return opened;
    };
    Object.assign(Document.prototype, { open: reopen });
  }

  /** The frame is drawn after the callback; a message comes when it has been. */
  function afterNextPaint(answer: object): void {
    const { daymarkBenchPaint } = window as unknown as { daymarkBenchPaint(seen: object): void };
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => daymarkBenchPaint({ ...answer, painted: now() }));
      port1.start();
      port2.postMessage(undefined);
    });
  }
}
