/** The host of a page of WakaTime's protocol: paths and queries of addresses are private. Returns the text itself if it isn't an address. */
export function hostOfPage(entity: string): string {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(entity) ? entity : `http://${entity}`;
  return URL.canParse(text) ? new URL(text).hostname : entity;
}

/** True for `<<LAST_PROJECT>>` and similar values: they refer to the last known one, which would be a guess. */
export function isMaskedName(name: string | undefined): boolean {
  return name !== undefined && /^<<LAST_\w+>>$/.test(name);
}

/** True for a name that WakaTime gives to what has none. */
export function isNameOfNone(name: string): boolean {
  return name === '' || /^(unknown( project)?|other)$/i.test(name) || isMaskedName(name);
}
