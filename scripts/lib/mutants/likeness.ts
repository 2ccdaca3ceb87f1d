/** Counts the words that the paths of two files share: a test whose path is like that of a source knows it best. */
export function likeness(a: string, b: string): number {
  const words = wordsOf(a);
  return [...wordsOf(b)].filter((word) => words.has(word)).length;
}

function wordsOf(file: string): Set<string> {
  const parts = file.replace(/\.(?:test\.)?ts$/, '').split('/');
  return new Set(
    parts.slice(1).flatMap((part) => [part, ...part.split(/(?=[A-Z])/).map((word) => word.toLowerCase())]),
  );
}
