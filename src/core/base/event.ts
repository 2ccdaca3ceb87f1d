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
  /** The listeners as a list; made again when they change, since values come far more often. */
  #list: readonly ((value: T) => unknown)[] | undefined;

  readonly event: Event<T> = (listener) => {
    this.#listeners.add(listener);
    this.#list = undefined;
    return {
      dispose: () => {
        if (this.#listeners.delete(listener)) this.#list = undefined;
      },
    };
  };

  fire(value: T): void {
    this.#list ??= Array.from(this.#listeners);
    for (const listener of this.#list) {
      try {
        listener(value);
      } catch (error) {
        reportUnexpected(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
    this.#list = undefined;
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
