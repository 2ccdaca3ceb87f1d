import { statSync } from 'node:fs';
import { build } from '../build.ts';
import { exitOnFailure } from './lib/progress.mjs';
import { packageVsix } from './lib/vsix.ts';

exitOnFailure(main());

async function main(): Promise<void> {
  await build();
  const file = await packageVsix();
  console.log(`${file} (${Math.ceil(statSync(file).size / 1024)} KB)`);
}
