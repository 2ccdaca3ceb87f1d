import { compareText } from '../../src/core/base/compareText.ts';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './folders.mjs';

/** Place of an operation's definition: an export of a module. */
export interface FoundOperation {
  readonly name: string;
  readonly definer: 'query' | 'internalQuery' | 'action' | 'deletion' | 'restoration' | 'hostAction';
  /** Relative to `src`, with slashes. */
  readonly module: string;
  readonly exported: string;
}

const definition =
  /^export const (\w+) = (query|internalQuery|action|deletion|restoration|hostAction)(?:<[^()]*>)?\(\s*'([\w.]+)'/gm;

/** Returns the operations that the text of a module exports. Those that a function makes are listed by hand in `src/catalog/queries.ts`. */
export function operationsIn(source: string, module: string): FoundOperation[] {
  return Array.from(source.matchAll(definition), ([, exported = '', definer = '', name = '']) => ({
    name,
    definer: definer as FoundOperation['definer'],
    module,
    exported,
  }));
}

/** The lists of operations, as they are written from the definitions in `src`: text by path. */
export function catalogFiles(): Readonly<Record<string, string>> {
  const folder = path.join(projectFolder, 'src');
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const found = modules.flatMap((name) =>
    operationsIn(readFileSync(path.join(folder, name), 'utf8'), name.replaceAll(path.sep, '/')),
  );
  const listOf = (name: string, ...definers: readonly FoundOperation['definer'][]) =>
    listText(
      name,
      found.filter(({ definer }) => definers.includes(definer)),
    );
  return {
    'src/catalog/generated/queries.ts': listOf('queries', 'query', 'internalQuery'),
    'src/catalog/generated/appActions.ts': listOf('appActions', 'action', 'deletion', 'restoration'),
    'src/catalog/generated/hostActions.ts': listOf('hostActions', 'hostAction'),
  };
}

/** Returns the text of one list, in the order of names. */
export function listText(name: string, operations: readonly FoundOperation[]): string {
  const modules = [...new Set(operations.map(({ module }) => module))].sort();
  const lines = operations
    .toSorted((a, b) => compareText(a.name, b.name))
    .map((one) => `  '${one.name}': from(${loaderName(one.module, modules)}, '${one.exported}'),`);
  const loaders = modules.map((module) => `const ${loaderName(module, modules)} = () => import('../../${module}');`);
  return `/** Written by \`npm run operations -- --write\` from the definitions in src. Never edit it by hand. */
import { from } from '../loading.ts';

${loaders.join('\n')}

export const ${name} = {
${lines.join('\n')}
} as const;
`;
}

/** The module's own name; with its room in front where another module has the same. */
function loaderName(module: string, modules: readonly string[]): string {
  const base = path.posix.basename(module, '.ts');
  const isUnique = modules.every((other) => other === module || path.posix.basename(other, '.ts') !== base);
  return isUnique ? base : `${module.split('/')[0]}${base.charAt(0).toUpperCase()}${base.slice(1)}`;
}
