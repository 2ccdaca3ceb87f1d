/**
 * Replaces Octokit's table of a method for each of GitHub's 900 endpoints in build.ts. Daymark names routes itself (`octokit.request`), so
 * the table would be two thirds of the bundle for nothing.
 */
export const legacyRestEndpointMethods = (): object => ({});
