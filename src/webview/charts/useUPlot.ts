import type uPlot from 'uplot';
import { loadedOnUse } from '../state/loadedOnUse.ts';

/** Loads uPlot on use: it is a third of the view's code, and nothing that is seen first needs it. */
export const useUPlot = loadedOnUse(() => import('uplot').then(({ default: found }): typeof uPlot => found));
