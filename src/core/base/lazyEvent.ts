import { Emitter, type Disposable, type Event } from './event.ts';

/**
 * An event whose source is started with the first listener and ended with the last, so that it costs nothing while nobody listens.
 * @param start gets what fires the event
 */
export function lazyEvent<T>(start: (fire: (value: T) => void) => Disposable): Event<T> {
  const emitter = new Emitter<T>();
  const heard = new Set<Disposable>();
  let source: Disposable | undefined;
  return (listener) => {
    const listening = emitter.event(listener);
    const handle: Disposable = {
      dispose: () => {
        listening.dispose();
        if (!heard.delete(handle) || heard.size > 0) return;
        source?.dispose();
        source = undefined;
      },
    };
    heard.add(handle);
    source ??= start((value) => emitter.fire(value));
    return handle;
  };
}
