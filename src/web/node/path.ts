/** `node:path` in a browser, where paths only name what is in memory. */
export { default } from 'pathe';
