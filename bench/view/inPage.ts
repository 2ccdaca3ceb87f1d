/** Code for the page: each function is passed as text, and so refers to nothing outside. */

interface BenchWindow extends Window {
  daymarkSend(message: unknown): void;
  acquireVsCodeApi: () => object;
  /** Time at which the first snapshot was passed, in ms since the page began. */
  daymarkAnswered?: number;
}

/** Replaces VS Code's side of the page, and records when the first snapshot comes. */
export function connectPage(): void {
  const own = window as unknown as BenchWindow;
  let state: unknown;
  own.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => own.daymarkSend(message),
    getState: () => state,
    setState: (next: unknown) => (state = next),
  });
  addEventListener('message', ({ data }) => {
    if ((data as { result?: { score?: { sparkline?: unknown } } } | null)?.result?.score?.sparkline)
      own.daymarkAnswered ??= performance.now();
  });
}

/** A theme, as VS Code puts it on root and body. */
export function putOnTheme({ vars, body }: { vars: Readonly<Record<string, string>>; body: string }): void {
  addEventListener('DOMContentLoaded', () => {
    for (const [name, value] of Object.entries(vars)) document.documentElement.style.setProperty(name, value);
    document.body.className = body;
    document.body.style.background = 'var(--vscode-editor-background)';
  });
}

/** Milliseconds from the snapshot's coming to the frame that shows it; undefined while that is not drawn. */
export function paintMs(): number | undefined {
  const { daymarkAnswered } = window as unknown as BenchWindow;
  const [painted] = performance.getEntriesByName('daymark.painted');
  return painted && daymarkAnswered !== undefined ? painted.startTime - daymarkAnswered : undefined;
}

/** Frames a second while the timeline is zoomed in and out by the wheel, one step each frame. */
export async function zoomFps(frames: number): Promise<number> {
  const place = document.querySelector('.timeline-lanes');
  if (!place) throw new Error('there is no timeline');
  const box = place.getBoundingClientRect();
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const begin = await nextFrame();
  let now = begin;
  for (let frame = 0; frame < frames; frame++) {
    const wheel = {
      ctrlKey: true,
      bubbles: true,
      cancelable: true,
      clientX: box.left + box.width * 0.4,
      clientY: box.top + 10,
      deltaY: frame % 60 < 30 ? -60 : 60,
    };
    place.dispatchEvent(new WheelEvent('wheel', wheel));
    now = await nextFrame();
  }
  return (1000 * frames) / (now - begin);
}

/** Frames a second while the feed is scrolled, a few rows each frame; more of it is loaded on the way. */
export async function scrollFps(frames: number): Promise<number> {
  document.getElementById('panel-feed')?.scrollIntoView();
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const begin = await nextFrame();
  let now = begin;
  for (let frame = 0; frame < frames; frame++) {
    window.scrollBy(0, 60);
    now = await nextFrame();
  }
  return (1000 * frames) / (now - begin);
}
