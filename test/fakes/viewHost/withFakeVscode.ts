import { registerHooks } from 'node:module';

/** Imports modules of the extension that only need VS Code's texts and language, with the fake of it in its place. */
export async function withFakeVscode<T>(load: () => Promise<T>): Promise<T> {
  const url = new URL('vscode.ts', import.meta.url).href;
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
