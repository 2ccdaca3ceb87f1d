import type { Services } from './services.ts';

/**
 * Gives a feature its own state without a module variable: `make` is called once per window, and its result lives as long as the window's
 * services. If it needs disposal, add it to `context.subscriptions`.
 */
export function perWindow<S extends Pick<Services, 'context'>, T>(make: (services: S) => T): (services: S) => T {
  const values = new WeakMap<Services['context'], { readonly value: T }>();
  return (services) => {
    const known = values.get(services.context) ?? { value: make(services) };
    values.set(services.context, known);
    return known.value;
  };
}
