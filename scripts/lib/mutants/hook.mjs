import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// Loads one module as a mutant, in this process and, by NODE_OPTIONS, in those that it starts. No file changes.
const { file, start, end, text } = JSON.parse(process.env['DAYMARK_MUTANT'] ?? '{}');
const name = path.resolve(import.meta.dirname, '../../..', file);
const url = pathToFileURL(name).href;
registerHooks({
  load(asked, context, next) {
    if (asked !== url) return next(asked, context);
    const source = readFileSync(name, 'utf8');
    return {
      format: name.endsWith('.ts') ? 'module-typescript' : 'module',
      source: source.slice(0, start) + text + source.slice(end),
      shortCircuit: true,
    };
  },
});
