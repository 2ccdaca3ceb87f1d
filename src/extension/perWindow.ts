import type { Services } from './services.ts';

/**
 * Gives a feature its own state without a module variable: `make` is called once per window, and its result lives as long as the window's
 * services. If it needs disposal, add it to `context.subscriptions`.
 */
export function perWindow<S extends Pick<Services, 'context'>, T>(make: (services: S) => T): (services: S) => T {
  const made = new WeakMap<Services['context'], { readonly value: T }>();
  return (services) => {
    const known = made.get(services.context) ?? { value: make(services) };
    made.set(services.context, known);
    return known.value;
  };
}
