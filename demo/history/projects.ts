import type { Place } from '../../src/core/facts/facts.ts';
import type { Random } from './random.ts';
import { languages, type Stack, stacks } from './stacks.ts';
import { parts, projectNames, projectSuffixes, things } from './words.ts';

/** A made-up project. */
export interface Project {
  /** Its root, as facts name it. */
  readonly root: string;
  readonly name: string;
  readonly stack: Stack;
  /** Usual duration of its tests and of its build, in ms. */
  readonly testMs: number;
  readonly buildMs: number;
  /** Languages that its files may be in. */
  readonly languages: ReadonlySet<string>;
}

/** A file and its language: the part of a `Place` that belongs to the file. */
export type ProjectFile = Required<Pick<Place, 'file' | 'language'>>;

/**
 * The projects of a whole history.
 * @param count the number of projects
 * @param languageCount the number of languages they use in total, at most 13
 */
export function makeProjects(random: Random, count: number, languageCount: number): Project[] {
  const allowed = new Set<string>(languages.slice(0, Math.max(1, languageCount)));
  const usable = stacks.filter(({ language }) => allowed.has(language));
  return Array.from({ length: count }, (_, i) => {
    const name = projectName(i);
    // Each stack has its turn, so that all languages occur.
    const stack = usable[i % usable.length];
    if (!stack) throw new RangeError('no stack has only these languages');
    const [testMs, buildMs] = [random.between(5_000, 48_000), random.between(8_000, 80_000)];
    return { root: `/home/demo/code/${name}`, name, stack, testMs, buildMs, languages: allowed };
  });
}

function projectName(i: number): string {
  const base = projectNames[i % projectNames.length] ?? '';
  const round = Math.floor(i / projectNames.length);
  return round === 0 ? base : `${base}-${projectSuffixes[(round - 1) % projectSuffixes.length]}`;
}

/** Files that a piece of work on `thing` touches: sources, a test, and something in another language. */
export function filesFor(random: Random, project: Project, thing: string): ProjectFile[] {
  const { stack } = project;
  const count = random.whole(2, 6);
  const sources = Array.from({ length: count }, (_, i) => {
    const words = [i < 2 ? thing : random.pick(things), random.pick(parts)];
    return {
      file: `${random.pick(stack.folders)}/${cased(words, stack)}.${stack.extension}`,
      language: stack.language,
    };
  });
  const tested = sources[0]?.file.replace(/\.(\w+)$/, `${stack.testMark}.$1`);
  const test = tested === undefined ? [] : [{ file: tested, language: stack.language }];
  return uniqueFiles([...sources, ...test, ...filesBeside(random, project, thing)]);
}

function filesBeside(random: Random, { stack, languages: allowed }: Project, thing: string): ProjectFile[] {
  const beside = Object.entries(stack.beside).filter(([language]) => allowed.has(language) && random.chance(0.45));
  return beside.map(([language, [folder, extension]]) => {
    return { file: `${folder}/${thing}-${random.pick(parts)}.${extension}`, language };
  });
}

function uniqueFiles(files: readonly ProjectFile[]): ProjectFile[] {
  return Array.from(new Map(files.map((file) => [file.file, file])).values());
}

function cased(words: readonly string[], { casing }: Stack): string {
  if (casing === 'snake') return words.join('_');
  const joined = words.map(capital).join('');
  return casing === 'pascal' ? joined : joined.charAt(0).toLowerCase() + joined.slice(1);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
