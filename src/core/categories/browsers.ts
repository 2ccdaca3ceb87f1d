/** Browsers by the words in their names, and as ActivityWatch's watcher for browsers calls them. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/firefox|librewolf|waterfox/, 'firefox'],
  [/edge/, 'edge'],
  [/brave/, 'brave'],
  [/opera/, 'opera'],
  [/vivaldi/, 'vivaldi'],
  [/safari/, 'safari'],
  [/^arc$/, 'arc'],
  [/^zen/, 'zen'],
  [/chrom(?:e|ium)/, 'chrome'],
];

const families: ReadonlySet<string> = new Set(browsers.map(([, family]) => family));

/** The family of a browser, such as `chrome`; undefined for any other application. */
export function familyOf(application: string): string | undefined {
  const name = plainName(application);
  return browsers.find(([pattern]) => pattern.test(name))?.[1];
}

/** Returns true if a page that the watcher of a browser names can be in a window of this application. `browser` is as ActivityWatch names it. */
export function isOfBrowser(application: string, browser: string): boolean {
  const family = familyOf(application);
  return family !== undefined && (family === browser.toLowerCase() || !families.has(browser.toLowerCase()));
}

/** An application's name in lower case, without the ending that its system gives it. */
export function plainName(application: string): string {
  return application
    .trim()
    .toLowerCase()
    .replace(/\.(?:exe|app)$/, '');
}
