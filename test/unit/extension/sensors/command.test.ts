import assert from 'node:assert/strict';
import { commandOf } from '../../../../src/extension/sensors/support/command.ts';

describe('a command in a terminal', () => {
  const cases: Record<string, readonly [name: string, group: string]> = {
    'npm test -- --grep secret': ['npm test', 'test'],
    'npm run test:unit': ['npm test', 'test'],
    'pnpm build --filter shop': ['pnpm build', 'build'],
    'npm install left-pad': ['npm', 'other'],
    'yarn start': ['yarn run', 'run'],
    'cargo test --release my_secret': ['cargo test', 'test'],
    'go build ./...': ['go build', 'build'],
    'python -m pytest tests/secret.py': ['python test', 'test'],
    'python3 tool.py --key=abc': ['python3 run', 'run'],
    'pytest -k secret': ['pytest', 'test'],
    'npx vitest run': ['vitest', 'test'],
    'node --test --watch secret.js': ['node test', 'test'],
    'node secret.js': ['node run', 'run'],
    make: ['make build', 'build'],
    'make test': ['make test', 'test'],
    'git commit -m "the secret"': ['git', 'other'],
    'NODE_ENV=secret sudo docker build .': ['docker build', 'build'],
    'cd /home/me/secret && npm test': ['npm test', 'test'],
    'cat secret.txt | grep key': ['cat', 'other'],
    '/usr/local/bin/psql -h host': ['psql', 'other'],
    'C:\\tools\\tsc.exe -p .': ['tsc', 'build'],
    './gradlew assemble test': ['gradlew test', 'test'],
  };
  for (const [line, [name, group]] of Object.entries(cases))
    it(`${line} is ${name}`, () => assert.deepEqual(commandOf(line), { name, group }));

  it('is none where nothing was given', () => {
    for (const line of ['', '   ', '# only a comment with $ecrets', '$(x)'])
      assert.equal(commandOf(line)?.name, undefined);
  });

  it('never tells an argument', () => {
    for (const line of Object.keys(cases)) assert.doesNotMatch(commandOf(line)?.name ?? '', /secret|key|abc|host/);
  });
});
