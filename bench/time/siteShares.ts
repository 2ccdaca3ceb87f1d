import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { categoryOfSite } from '../../src/core/categories/sites.ts';

/**
 * Counts how many hosts in a file, one in a line, get each built-in category.
 * @returns the file's name, how many hosts it has, and the shares in percent, the greatest first
 */
export async function siteShares(file: string): Promise<string> {
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim().replace(/^www\./, ''));
  const hosts = lines.filter((line) => line !== '');
  const counts = Object.entries(Object.groupBy(hosts, (host) => categoryOfSite(host, '/')));
  const shares = counts.map(([category, list]) => ({ category, percent: (100 * list.length) / hosts.length }));
  const text = shares
    .toSorted((a, b) => b.percent - a.percent)
    .map(({ category, percent }) => `${category} ${percent.toFixed(1)} %`);
  return `${path.basename(file)}: ${hosts.length} sites, ${text.join(', ')}`;
}
