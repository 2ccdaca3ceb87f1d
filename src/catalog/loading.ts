/** Returns a function that loads a module and resolves to one of its exports. A list of such calls is shorter than one of functions. */
export function from<M, K extends keyof M>(load: () => Promise<M>, name: K): () => Promise<M[K]> {
  return async () => (await load())[name];
}
