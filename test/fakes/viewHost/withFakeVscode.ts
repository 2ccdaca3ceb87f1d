import { registerHooks } from 'node:module';

/**
 * Imports modules of the extension with a fake of VS Code in its place.
 * @param url of the fake's module; default: the one with texts and language only
 */
export async function withFakeVscode<T>(
  load: () => Promise<T>,
  url = new URL('vscode.ts', import.meta.url).href,
): Promise<T> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode' ? { url, shortCircuit: true } : next(specifier, context),
  });
  try {
    return await load();
  } finally {
    hooks.deregister();
  }
}
