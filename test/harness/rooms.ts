import { type Room, ownPackages, rooms } from '../../scripts/lib/rooms.ts';

export interface Import {
  /** As written: './day.ts', 'node:fs', 'zod'. */
  readonly target: string;
  /** True if the whole statement disappears when types are stripped. */
  readonly typeOnly: boolean;
}

const statement = /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w*{][^;'"]*?\s*from\s*)?(['"])([^'"\n]+)\2/gm;
const call = /(?:\bimport|\brequire)\s*\(\s*(['"`])([^'"`\n]+)\1/g;

/** Reads every import, re-export, `import()` and `require()` of a module's text, outside of comments. */
export function readImports(source: string): Import[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const statements = [...code.matchAll(statement)].map((match) => ({
    target: match[3] ?? '',
    typeOnly: match[1] !== undefined,
  }));
  const calls = [...code.matchAll(call)].map((match) => ({ target: match[2] ?? '', typeOnly: false }));
  return [...statements, ...calls];
}

/**
 * Judges one import by the table.
 * @param file the importing file, relative to src, with forward slashes
 * @returns the violation, or undefined
 */
export function judgeImport(file: string, { target }: Import): string | undefined {
  const name = file.split('/')[0] ?? '';
  const room = rooms[name];
  if (!room) return `${file}: src/${name} is no room of the table`;
  const allowed = target.startsWith('.') ? mayImportFile(name, roomOf(file, target)) : mayImportPackage(room, target);
  return allowed ? undefined : `${file} may not import ${target}`;
}

/**
 * Checks an import of a package beside src.
 * @param file the importing file, relative to the project, with forward slashes
 * @param packages the npm packages that its package.json names
 * @returns the violation, or undefined
 */
export function judgePackageImport(file: string, { target }: Import, packages: readonly string[]): string | undefined {
  const name = file.split('/')[0] ?? '';
  const allowed = target.startsWith('.') ? mayReach(name, pathOf(file, target)) : isNamed(target, packages);
  return allowed ? undefined : `${file} may not import ${target}`;
}

function mayReach(name: string, target: readonly string[]): boolean {
  if (target[0] === name) return target[1] === 'src';
  return target[0] === 'src' && !!ownPackages[name]?.includes(target[1] ?? '');
}

function isNamed(target: string, packages: readonly string[]): boolean {
  return target.startsWith('node:') || packages.some((name) => target === name || target.startsWith(`${name}/`));
}

function mayImportFile(from: string, to: string): boolean {
  return from === to || !!rooms[from]?.rooms.includes(to);
}

function mayImportPackage(room: Room, target: string): boolean {
  if (target.startsWith('node:')) return room.node;
  if (room.packages === 'any') return true;
  return room.packages.some((name) =>
    name.endsWith('/') ? target.startsWith(name) : target === name || target.startsWith(`${name}/`),
  );
}

/** The first folder below src that a relative import leads to; '..' when it leaves src. */
function roomOf(file: string, target: string): string {
  return pathOf(file, target)[0] ?? '';
}

/** The parts of the path that a relative import leads to; '..' alone when it leaves where the importing path begins. */
function pathOf(file: string, target: string): string[] {
  const parts = file.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..' && parts.pop() === undefined) return ['..'];
    if (part !== '..' && part !== '.') parts.push(part);
  }
  return parts;
}
