/** Names of this machine, whose traffic no one else reads. */
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * An address that keys and tokens may be sent to: over https, or to this machine.
 * @returns the parsed address; undefined for any other, and for one with a user name, which makes another host look like this one
 */
export function secureAddress(text: string): URL | undefined {
  if (/\s/.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
  return isSecure && url.host !== '' && url.username === '' && url.password === '' ? url : undefined;
}
