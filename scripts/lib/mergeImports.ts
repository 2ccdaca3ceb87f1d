/** An import statement as esbuild prints it: names, a default, or both. */
const statement = /^import (?:([\w$]+)(?:, | ))?(?:\{([^}]*)\} )?from "([^"]+)";$/gm;

/**
 * Imports each outside module once, with the names of all its import statements. As CommonJS, every statement becomes a call of `require`,
 * which in VS Code's extension host takes 0.1 ms even for a module that is loaded.
 * @param text of an ES module that esbuild has bundled, not minified
 * @param isOutside whether a module is concerned
 * @returns the same with as many lines, so that a source map by lines still fits
 */
export function mergeImports(text: string, isOutside: (module: string) => boolean): string {
  const names = new Map<string, string[]>();
  for (const [, whole, list = '', module = ''] of text.matchAll(statement)) {
    if (!isOutside(module)) continue;
    const own = list.split(',').map((name) => name.trim());
    const all = [...(names.get(module) ?? []), ...(whole ? [`default as ${whole}`] : []), ...own.filter(Boolean)];
    names.set(module, all);
  }
  return text.replaceAll(statement, (found: string, ...groups: string[]) => {
    const [, , module = ''] = groups;
    if (!isOutside(module)) return found;
    const lines = '\n'.repeat(found.split('\n').length - 1);
    const all = names.get(module);
    names.delete(module);
    return all ? `import { ${all.join(', ')} } from "${module}";${lines}` : lines;
  });
}
