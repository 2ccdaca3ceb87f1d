/** WakaTime's names of languages whose VS Code id isn't the name in lowercase: https://code.visualstudio.com/docs/languages/identifiers */
const ids: ReadonlyMap<string, string> = new Map([
  ['bash', 'shellscript'],
  ['c#', 'csharp'],
  ['c++', 'cpp'],
  ['docker', 'dockerfile'],
  ['f#', 'fsharp'],
  ['jsx', 'javascriptreact'],
  ['objective-c++', 'objective-cpp'],
  ['sh', 'shellscript'],
  ['shell', 'shellscript'],
  ['text', 'plaintext'],
  ['tsx', 'typescriptreact'],
  ['vb.net', 'vb'],
  ['vue.js', 'vue'],
  ['zsh', 'shellscript'],
]);

/** VS Code's id of a language that another program names, so that both are one language; the name in lower case where it has none. */
export function languageIdOf(name: string): string {
  const lower = name.trim().toLowerCase();
  return ids.get(lower) ?? lower;
}
