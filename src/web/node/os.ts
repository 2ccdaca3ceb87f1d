/** The part of `node:os` that is reached in a browser. */
export default { hostname: (): string => 'browser' };
