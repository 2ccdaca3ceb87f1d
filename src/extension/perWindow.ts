import type { Services } from './services.ts';

/**
 * Gives a feature state of its own without a variable in its module: `make` is called once for each window, and what it returns lives as
 * long as the window's services. Whoever needs it disposed hands it to `context.subscriptions`.
 */
export function perWindow<S extends Pick<Services, 'context'>, T>(make: (services: S) => T): (services: S) => T {
  const made = new WeakMap<Services['context'], { readonly value: T }>();
  return (services) => {
    const known = made.get(services.context) ?? { value: make(services) };
    made.set(services.context, known);
    return known.value;
  };
}
