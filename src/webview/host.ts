import type { KeepMessage } from '../core/views/contract.ts';
import { connectRpc, type Rpc } from './state/rpc.ts';
import type { Keeper } from './state/viewState.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The one place that touches VS Code's side of the page: messages, and the state that VS Code keeps for it. */
export interface Host {
  readonly rpc: Rpc;
  readonly keeper: Keeper;
  /** Has the host keep something in memory. */
  readonly keep: (values: KeepMessage['keep']) => void;
}

/** May be called once for a page. */
export function connectHost(lostMessage: string): Host {
  const api = acquireVsCodeApi();
  const rpc = connectRpc(
    {
      post: (message) => api.postMessage(message),
      receive: (listener) => window.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return { dispose: () => clearTimeout(timer) };
      },
    },
    lostMessage,
  );
  return {
    rpc,
    keeper: { read: () => api.getState(), write: (state) => api.setState(state) },
    keep: (keep) => api.postMessage({ keep } satisfies KeepMessage),
  };
}
