import { existsSync } from 'node:fs';
import { isDebianRoot, withApt } from './apt.ts';
import { findOnPath } from './folders.mjs';
import { SetupError } from './progress.mjs';

const manual = 'install Firefox ESR, or set DAYMARK_FIREFOX to its program file, then run again';

/**
 * Finds a Firefox that takes add-ons without Mozilla's signature, which the ESR and Developer Edition do, or installs it where that needs
 * no one's permission.
 * @returns the path of its program file
 */
export async function ensureFirefox(): Promise<string> {
  const found = findFirefox();
  if (found) return found;
  if (isDebianRoot()) await withApt('Firefox ESR', (install) => install('firefox-esr'));
  const installed = findFirefox();
  if (!installed) throw new SetupError(`no Firefox ESR was found; ${manual}`);
  return installed;
}

function findFirefox(): string | undefined {
  const named = process.env['DAYMARK_FIREFOX'];
  if (named && !existsSync(named)) throw new SetupError(`DAYMARK_FIREFOX names a file that isn't there: ${named}`);
  return named ?? findOnPath('firefox-esr', 'firefox-developer-edition');
}
