const localHost = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|.+\.localhost)$/;

/** Returns true for a server on this machine. */
export function isLocalHost(host: string): boolean {
  return localHost.test(host);
}
