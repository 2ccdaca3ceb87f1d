import { posix } from 'node:path';

const frameworks =
  /^(?:jest|vitest|mocha|ava|tap|uvu|jasmine|chai|sinon|@playwright\/test|@testing-library\/.+|fast-check|supertest|tsx|ts-node|ts-jest|typescript)$/;

/** Orders tests by how likely they are of the same kind: named like a file, then of its language and nearest in the tree. */
export function nearestTests(tests: readonly string[], files: readonly string[]): string[] {
  const scores = new Map(tests.map((test) => [test, Math.max(0, ...files.map((file) => likeness(test, file)))]));
  return tests.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
}

function likeness(test: string, file: string): number {
  const stem = posix.basename(file, posix.extname(file)).toLowerCase();
  const shared = test.split('/').filter((part) => file.split('/').includes(part)).length;
  const isNamed = posix.basename(test).toLowerCase().includes(stem);
  const isSame = posix.extname(test) === posix.extname(file);
  return (isNamed ? 100 : 0) + (isSame ? 50 : 0) + Math.min(shared, 40);
}

/** Returns the test frameworks and the test script of a `package.json`; none where the text is no JSON. */
export function testHints(packageJson: string): string[] {
  try {
    const all = JSON.parse(packageJson) as Record<string, Record<string, unknown>>;
    const names = Object.keys({ ...all['dependencies'], ...all['devDependencies'] }).filter((name) =>
      frameworks.test(name),
    );
    const script = all['scripts']?.['test'];
    return [
      ...(typeof all['type'] === 'string' ? [`package.json: type ${String(all['type'])}`] : []),
      ...(typeof script === 'string' ? [`package.json: test script ${script.slice(0, 300)}`] : []),
      ...names.map((name) => `package: ${name}`),
    ];
  } catch {
    return [];
  }
}

/** Returns the command that likely runs a project's tests in a fresh worktree, by the files it has; empty where there is none. */
export function likelyTestCommand(paths: ReadonlySet<string>): string {
  const has = (...names: readonly string[]): boolean => names.some((name) => paths.has(name));
  if (has('package-lock.json')) return 'npm ci && npm test';
  if (has('package.json')) return 'npm test';
  if (has('Cargo.toml')) return 'cargo test';
  if (has('go.mod')) return 'go test ./...';
  if (has('pyproject.toml', 'setup.py', 'pytest.ini', 'tox.ini')) return 'python3 -m pytest';
  return '';
}
