import { baseName } from '../../core/base/baseName.ts';
/** A prompt from a file, such as `.github/prompts/review.prompt.md`. */
export interface PromptFile {
  readonly name: string;
  /** Empty if the file has none. */
  readonly description: string;
  /** The text without the front matter, with its variables. */
  readonly body: string;
}

/** A value that a prompt asks for: `${input:name}` or `${input:name:placeholder}`. */
export interface PromptInput {
  readonly name: string;
  /** A hint of what to enter; empty if there is none. */
  readonly placeholder: string;
}

/** Variables whose values the editor knows, as in VS Code's prompt files. */
export const editorVariables = [
  'file',
  'fileBasename',
  'fileBasenameNoExtension',
  'fileDirname',
  'selectedText',
  'selection',
  'workspaceFolder',
  'workspaceFolderBasename',
] as const;
export type EditorVariable = (typeof editorVariables)[number];

/** Limits on the shown part of a name and of a description, in characters. */
const longest = { name: 200, description: 1000 } as const;

/** A name and a hint hold no brace, so that a file of half-written variables, which would take minutes otherwise, is read at once. */
const variable = /\$\{(\w+)(?::([^{}:]*)(?::([^{}]*))?)?\}/g;

/**
 * Reads a prompt file: Markdown, with `name` and `description` in a YAML front matter that may be missing. Other fields are for VS Code, and are
 * passed over.
 * @param file the name of the file, which is that of the prompt if the front matter has none
 */
export function parsePromptFile(file: string, text: string): PromptFile {
  const [all = '', head = ''] = /^\uFEFF?---[ \t]*\r?\n([^]*?)^---[ \t]*(?:\r?\n|$)/m.exec(text) ?? [];
  const isHead = all !== '' && text.startsWith(all);
  const fields = isHead ? head : '';
  return {
    name: (fieldIn(fields, 'name') || baseName(file).replace(/(?:\.prompt)?\.md$/, '')).slice(0, longest.name),
    description: fieldIn(fields, 'description').slice(0, longest.description),
    body: (isHead ? text.slice(all.length) : text.replace(/^\uFEFF/, '')).trim(),
  };
}

/** One line of a front matter, in quotes or without. */
function fieldIn(head: string, name: string): string {
  const [, value = ''] = new RegExp(`^${name}[ \\t]*:[ \\t]*(.*)$`, 'm').exec(head) ?? [];
  const [, , quoted] = /^(['"])(.*)\1$/.exec(value.trim()) ?? [];
  return quoted ?? value.trim();
}

/** Lists the values that a prompt asks for, each once, in the order of the text. */
export function inputsOf({ body }: PromptFile): PromptInput[] {
  const found = new Map<string, PromptInput>();
  for (const [, kind, name = '', placeholder = ''] of body.matchAll(variable)) {
    const known = found.get(name);
    if (kind === 'input' && name !== '' && (known === undefined || known.placeholder === ''))
      found.set(name, { name, placeholder });
  }
  return [...found.values()];
}

/** Returns the text of a prompt with values in the places of its variables. A variable without a value stays as it is. */
export function fillPrompt(
  { body }: PromptFile,
  {
    inputs,
    editor,
  }: {
    readonly inputs: ReadonlyMap<string, string>;
    readonly editor: Readonly<Partial<Record<EditorVariable, string>>>;
  },
): string {
  return body.replace(variable, (whole: string, kind: string, name: string | undefined) => {
    if (kind === 'input') return inputs.get(name ?? '') ?? whole;
    const known = editorVariables.find((one) => one === kind);
    return (name === undefined && known !== undefined ? editor[known] : undefined) ?? whole;
  });
}
