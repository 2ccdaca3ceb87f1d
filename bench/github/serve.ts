import { projectFolder } from '../../scripts/lib/folders.mjs';
import { FakeGithub } from '../../test/fakes/github/fakeGithub.ts';
import { MadeWorld } from '../../test/fakes/github/madeWorld.ts';
import { OpenApi } from '../../test/fakes/github/openapi.ts';
import { emptyWorld } from '../../test/fakes/github/world.ts';
import { benchAmounts, benchSeed, benchToken, type ServedWorld } from './given.ts';

// A separate process, so that the fake's cost doesn't count as the sync's.
const now = Number(process.argv[2]);
const world = emptyWorld();
const made = new MadeWorld(benchSeed, benchAmounts, [now - 29 * 86_400_000, now]);
made.fill(world, now);
const github = new FakeGithub(new OpenApi(projectFolder), world, { token: benchToken, now: () => now });
github.remaining = 1e9;
const address = await github.listen();
process.send?.({ address, world } satisfies ServedWorld);
process.on('message', () => {
  process.send?.({ problems: github.problems.length });
});
process.on('disconnect', () => process.exit());
