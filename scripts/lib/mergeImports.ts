/** An import statement as esbuild prints it: names, a default, or both. */
const statement = /^import (?:([\w$]+)(?:, | ))?(?:\{([^}]*)\} )?from "([^"]+)";$/gm;

/**
 * Imports each outside module once, with the names of all its import statements. As CommonJS, every statement becomes a call of `require`,
 * which in VS Code's extension host takes 0.1 ms even for a module that is loaded. A module as a whole (`import fs from 'node:fs'`) is required, since
 * esbuild would make a copy of it that has a `default`, getter by getter.
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
    if (!all) return lines;
    const wholes = all.flatMap((name) => /^default as (.*)$/.exec(name)?.[1] ?? []);
    const parts = all.filter((name) => !name.startsWith('default as '));
    const imports = parts.length > 0 ? [`import { ${parts.join(', ')} } from "${module}";`] : [];
    const requires = wholes.map((name) => `var ${name} = require("${module}");`);
    return [...imports, ...requires].join(' ') + lines;
  });
}
