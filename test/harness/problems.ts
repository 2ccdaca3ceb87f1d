import type { BrowserContext, Frame, Page } from 'playwright-core';

/** Something that went wrong inside one of our webviews: a console error, an uncaught error or a broken rule of the CSP. */
export interface Problem {
  readonly page: Page;
  readonly text: string;
}

/**
 * Collects what goes wrong in the webviews of an extension, in every page of a context, from the first script on. The
 * workbench's own noise is left out.
 */
export async function collectProblems(context: BrowserContext, extension = 'daymark.daymark'): Promise<Problem[]> {
  const problems: Problem[] = [];
  await context.exposeBinding('daymarkTestProblem', ({ frame, page }, text: string) => {
    if (belongsTo(frame, extension)) problems.push({ page, text });
  });
  await context.addInitScript(watchFrame);
  return problems;
}

function belongsTo(frame: Frame, extension: string): boolean {
  const outer = frame.parentFrame()?.url() ?? '';
  return outer.includes('/webview/browser/pre/') && new URL(outer).searchParams.get('extensionId') === extension;
}

/** Runs in every frame before its own scripts. */
function watchFrame(): void {
  if (window.parent === window) return;
  const report = (text: string) =>
    (window as unknown as { daymarkTestProblem(text: string): void }).daymarkTestProblem(text);
  const listen = () => {
    addEventListener('error', ({ message }) => report(`uncaught: ${message}`));
    addEventListener('unhandledrejection', ({ reason }) => report(`unhandled rejection: ${String(reason)}`));
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      report(`CSP: ${violatedDirective} refused ${blockedURI}`),
    );
  };
  const original = console.error.bind(console);
  console.error = (...values: unknown[]) => {
    report(`console.error: ${values.map(String).join(' ')}`);
    original(...values);
  };
  listen();
  // VS Code writes the extension's page into this frame by document.open, which takes all listeners away. The document
  // is another one by then, its prototype is not.
  const open = Reflect.get(Document.prototype, 'open') as () => Document;
  const reopen = function (this: Document) {
    const opened = open.call(this);
    listen();
    return opened;
  };
  Object.assign(Document.prototype, { open: reopen });
}
