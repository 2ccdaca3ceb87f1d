const mark = '\u{1F512}';

/**
 * Returns the stand-in for a name whose key is not here. Different names stay different.
 * @param key a few characters that tell this name from others
 */
export function lockedName(key: string): string {
  return mark + key;
}

/** Returns true for a name that could not be decrypted; the view then says "locked". */
export function isLockedName(name: string): boolean {
  return name.startsWith(mark);
}
