import path from 'node:path';
import { sourceTexts } from './sourceText.ts';

/** Whatever shows a list, a text box, or a dialog for a file. A question with buttons isn't among them. */
const asking =
  /\b(?:show(?:QuickPick|InputBox|OpenDialog|SaveDialog|WorkspaceFolderPick)|create(?:QuickPick|InputBox))\b/;

/** A source of the extension, its top-level functions and classes by name, and where its imported names come from. */
interface Source {
  readonly file: string;
  readonly text: string;
  readonly parts: ReadonlyMap<string, string>;
  readonly imported: ReadonlyMap<string, string>;
}

/** Returns the id of each command whose code leads to a list, a text box, or a dialog for a file, with the functions on the way. */
export function askingCommands(): Map<string, string> {
  const sources = new Map(Array.from(sourceTexts('src/extension'), ([file, text]) => [file, sourceOf(file, text)]));
  const found = new Map<string, string>();
  for (const source of sources.values())
    for (const [id, handler] of handlersOf(source.text)) {
      const way = wayToQuestion(sources, { source, body: handler, way: [] }, new Set());
      if (way) found.set(id, way.join(' > '));
    }
  return found;
}

function sourceOf(file: string, text: string): Source {
  const starts = Array.from(text.matchAll(/^(?:export )?(?:(?:async )?function|class|const) (\w+)/gm));
  const parts = new Map(starts.map(({ 1: name = '', index }) => [name, topLevelPart(text, index)]));
  const imported = new Map<string, string>();
  for (const [, names = '', from = ''] of text.matchAll(/^(?:im|ex)port \{([^}]*)\} from '(\.[^']+)'/gm))
    for (const name of names.split(',')) imported.set(name.trim(), path.join(path.dirname(file), from));
  return { file, text, parts, imported };
}

function topLevelPart(text: string, start: number): string {
  const next = text.slice(start + 1).search(/^(?:export|async|function|class|const|interface|type|\/\*\*) ?/m);
  return next < 0 ? text.slice(start) : text.slice(start, start + 1 + next);
}

/** The commands that a feature registers, each with its code. */
function handlersOf(text: string): Map<string, string> {
  const keys = Array.from(text.matchAll(/^( *)(?:[^\n]*\(\{ )?'(daymark\.\w+)': (?=async|\()/gm));
  return new Map(
    keys.map(({ 0: key, 1: indent = '', 2: id = '', index }) => {
      const rest = text.slice(index + key.length);
      const end = rest.search(new RegExp(`\\n {0,${indent.length}}[^ ]`));
      return [id, end < 0 ? rest : rest.slice(0, end)];
    }),
  );
}

interface Step {
  readonly source: Source;
  readonly body: string;
  readonly way: readonly string[];
}

function wayToQuestion(
  sources: ReadonlyMap<string, Source>,
  { source, body, way }: Step,
  seen: Set<string>,
): readonly string[] | undefined {
  if (asking.test(body)) return way;
  for (const [file, name] of namesIn(source, body)) {
    const target = sources.get(file);
    const part = target?.parts.get(name) ?? (target?.imported.has(name) ? name : undefined);
    if (!target || part === undefined || seen.has(`${file} ${name}`)) continue;
    seen.add(`${file} ${name}`);
    const found = wayToQuestion(sources, { source: target, body: part, way: [...way, name] }, seen);
    if (found) return found;
  }
  return undefined;
}

/** Words of paths and ids are none of the code. */
const wordsOf = (code: string) => code.replace(/'[^'\s]*'/g, '').match(/\w+/g) ?? [];

/** The files and names of what code may run: of its own file, of what the file imports, and of what it loads on first use. */
function namesIn({ file, text, parts, imported }: Source, body: string): [file: string, name: string][] {
  const names = new Set(wordsOf(body));
  const loaders = Array.from(text.matchAll(/const (\w+) = \([^\n]*\n?[^\n]*import\('[^']+'\)/g));
  const loading = [body, ...loaders.filter(([, name = '']) => names.has(name)).map(([loader]) => loader)].join('\n');
  for (const name of wordsOf(loading)) names.add(name);
  const loaded = Array.from(loading.matchAll(/import\('(\.[^']+)'\)/g), ([, from = '']) =>
    path.join(path.dirname(file), from),
  );
  return Array.from(names).flatMap((name) => [
    ...(parts.has(name) ? [[file, name] as [string, string]] : []),
    ...[imported.get(name) ?? '', ...loaded].map((from): [string, string] => [from, name]),
  ]);
}
