/** What the bundle of this room gives to the extension, which loads it when a sync runs and not before. */
export { syncGithub } from './sync.ts';
