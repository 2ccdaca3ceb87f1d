import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Daymark's version, from the manifest beside the folder of the bundles. */
export function versionOf(): string {
  const { version } = JSON.parse(readFileSync(path.join(__dirname, '../package.json'), 'utf8')) as { version: string };
  return version;
}
