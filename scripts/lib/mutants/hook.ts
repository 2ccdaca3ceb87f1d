import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../folders.mjs';
import { chosenMutant, drawnMutants } from './environment.ts';
import { withSwitches } from './switches.ts';

// Loads the modules of the mutants that were drawn with all of them inside, in this process and, by NODE_OPTIONS, in those that it starts. No
// file changes.
const mutants = drawnMutants();
const byUrl = new Map(
  [...Map.groupBy(mutants, ({ file }) => file)].map(([file, some]) => {
    const name = path.join(projectFolder, file);
    return [pathToFileURL(name).href, { name, some }];
  }),
);
const reached = new Uint8Array(mutants.length);
const state = { chosen: chosenMutant(), reached };
Object.assign(globalThis, {
  mutantState: state,
  mutantAt: (id: number): boolean => {
    reached[id] = 1;
    return id === state.chosen;
  },
});
registerHooks({
  load(url, context, next) {
    const module = byUrl.get(url);
    if (!module) return next(url, context);
    const source = withSwitches(readFileSync(module.name, 'utf8'), module.some);
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});
