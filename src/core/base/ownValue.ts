/**
 * Looks up a word that comes from outside. A plain object also answers to what every object inherits (`constructor`, `valueOf`), so
 * indexing it with such a word gives a function where nothing is known.
 * @returns undefined for a word that is not in the table
 */
export function ownValue<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
