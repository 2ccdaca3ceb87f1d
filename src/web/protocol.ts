/** Messages between the page and its worker, which has the key, the data, and no way to the network. */

/** Page to worker. The rest are the view's own requests. */
export type ToWorker =
  | { readonly open: { readonly key: string; readonly wasm: ArrayBuffer; readonly timeZone?: string } }
  /** Look for what was synced since. */
  | { readonly look: true }
  | { readonly answer: number; readonly value?: unknown; readonly error?: string };

/** Request that the worker asks the page to send to the server. */
export type ServerRequest =
  | { readonly what: 'recovery' }
  | { readonly what: 'segments' | 'contents'; readonly after: number; readonly proof: string };

/** Worker to page. The rest are answers to the view. */
export type FromWorker =
  | { readonly ask: number; readonly wanted: ServerRequest }
  | { readonly progress: { readonly position: number; readonly facts: number } }
  | { readonly opened: { readonly facts: number } }
  | { readonly failed: string };
