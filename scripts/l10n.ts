import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { kindReasons } from '../src/core/rules/kindReasons.ts';
import { projectFolder } from './lib/folders.mjs';

/** The source for translators; translations are beside it as `bundle.l10n.<language>.json`. */
export const bundleFile = path.join(projectFolder, 'l10n', 'bundle.l10n.json');

const literal = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/.source;
const call = new RegExp(
  `(?<![\\w$])(?:(?:l10n\\.)?t\\(\\s*(${literal})|(?:plural\\(|counted\\(\\s*[\\w.]+,\\s*\\[)\\s*(${literal}),\\s*(${literal}))`,
  'g',
);

/** The sentences that a source text hands to `l10n.t`, to a `Translate` named `t`, to `plural`, or to `counted`. */
export function sentencesIn(source: string): string[] {
  return Array.from(source.matchAll(call)).flatMap(([, ...found]) => found.filter(Boolean).map(unquoted));
}

/** All sentences of src/, in order, each once. */
export function allSentences(): string[] {
  const folder = path.join(projectFolder, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const found = files.flatMap((name) => sentencesIn(readFileSync(path.join(folder, name), 'utf8')));
  // The reasons of the rules stand in a table, and are translated where they are shown.
  return [...new Set([...found, ...Object.values(kindReasons)])].sort();
}

/** The bundle as stored in the file. */
export function bundleText(): string {
  return `${JSON.stringify(Object.fromEntries(allSentences().map((sentence) => [sentence, sentence])), undefined, 2)}\n`;
}

/**
 * Compares a translation with the English bundle.
 * @returns a line for each sentence that is missing or unknown, or whose placeholders differ. Plural forms that English doesn't have are
 * allowed.
 */
export function translationProblems(
  english: Readonly<Record<string, string>>,
  translated: Readonly<Record<string, string>>,
): string[] {
  const placeholders = (text: string): string => (text.match(/\{\d+\}/g) ?? []).sort().join(' ');
  const base = (key: string): string => key.replace(/\/(?:zero|two|few|many)$/, '');
  const missing = Object.keys(english).filter((key) => !Object.hasOwn(translated, key));
  const unknown = Object.keys(translated).filter((key) => !Object.hasOwn(english, base(key)));
  const differing = Object.entries(translated).filter(
    ([key, text]) => Object.hasOwn(english, base(key)) && placeholders(english[base(key)] ?? '') !== placeholders(text),
  );
  return [
    ...missing.map((key) => `missing: ${key}`),
    ...unknown.map((key) => `unknown: ${key}`),
    ...differing.map(([key]) => `placeholders differ: ${key}`),
  ];
}

function unquoted(literal: string): string {
  const inner = literal.slice(1, -1).replaceAll(/\\(['"\\n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
  return inner.replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** `npm run l10n`: writes the bundle from the code. */
if (import.meta.main) {
  mkdirSync(path.dirname(bundleFile), { recursive: true });
  writeFileSync(bundleFile, bundleText());
  console.log(`${allSentences().length} sentences in ${bundleFile}`);
}
