import type { Feature } from '../feature.ts';
import { privacy } from './privacy/privacy.ts';
import { tracking } from './tracking/tracking.ts';

/**
 * The features that start first, in this order: `privacy` before `tracking` creates the first signal. Until they have started, nothing is
 * recorded, so they are in the first file, without whatever can wait.
 */
export const features: readonly Feature[] = [privacy, tracking];
