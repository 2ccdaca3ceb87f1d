import { reportUnexpected } from './unexpected.ts';

/** Anything that holds a listener, a timer or a handle, and lets go of it. A `vscode.Disposable` fits. */
export interface Disposable {
  dispose(): void;
}

/** Subscribes a listener; disposing the result unsubscribes it. A `vscode.Event` fits. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/** The firing side of an `Event`. A listener added or removed while firing takes effect with the next value; one that throws is reported, and the others hear. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of Array.from(this.#listeners)) {
      try {
        listener(value);
      } catch (error) {
        reportUnexpected(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** One disposable that disposes many, in reverse order of their making. */
export function disposeAll(...items: readonly Disposable[]): Disposable {
  return {
    dispose: () => {
      for (const item of Array.from(items).reverse()) {
        try {
          item.dispose();
        } catch (error) {
          reportUnexpected(error);
        }
      }
    },
  };
}
