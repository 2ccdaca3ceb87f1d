import type { RunGroup } from '../../../core/facts/facts.ts';

/** VS Code's own groups of tasks (`TaskGroup.id`). */
const declared: ReadonlyMap<string, RunGroup> = new Map([
  ['build', 'build'],
  ['rebuild', 'build'],
  ['clean', 'build'],
  ['test', 'test'],
]);

const words: readonly (readonly [RunGroup, ReadonlySet<string>])[] = [
  [
    'test',
    new Set(
      'test tests testing unittest unittests spec specs e2e jest vitest mocha karma ava jasmine cypress playwright pytest tox nose rspec phpunit junit ctest gtest nextest testng'.split(
        ' ',
      ),
    ),
  ],
  [
    'build',
    new Set(
      'build builds rebuild compile compiles bundle package pack make cmake tsc esbuild webpack rollup gradle msbuild ninja'.split(
        ' ',
      ),
    ),
  ],
  ['run', new Set('run runs start serve server dev develop watch launch preview storybook'.split(' '))],
];

/**
 * Returns a task's purpose: its declared group, or the first of test, build, and run that a word of its name indicates.
 * @param declaredGroup VS Code's `task.group.id`; undefined without one
 * @param name of the task, such as `npm: test:unit` or `runTests`
 */
export function runGroup(declaredGroup: string | undefined, name: string): RunGroup {
  const known = declaredGroup === undefined ? undefined : declared.get(declaredGroup);
  if (known) return known;
  const found = wordsOf(name);
  return words.find(([, set]) => found.some((word) => set.has(word)))?.[0] ?? 'other';
}

/** Splits a name into lowercase words at non-alphanumeric characters and humps. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
}
