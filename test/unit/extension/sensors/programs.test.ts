import assert from 'node:assert/strict';
import { commandOf } from '../../../../src/extension/sensors/support/command.ts';
import { problemsOf, sameProblems } from '../../../../src/extension/sensors/support/problemsOf.ts';
import { RecentChanges } from '../../../../src/extension/sensors/support/recentChanges.ts';
import { runGroup } from '../../../../src/extension/sensors/support/runGroup.ts';

/** The name and purpose of each line's command, in short; the purpose is left out where it is none. */
const short = (line: string): string | undefined => {
  const command = commandOf(line, 'bash');
  if (command === undefined) return undefined;
  return command.group === 'other' ? command.name : `${command.name} = ${command.group}`;
};

describe('the purpose of a program', () => {
  const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'a script of Node': {
      'npm run': 'npm',
      'npm run seed.ts': 'npm run = run',
      'npm run lint': 'npm',
      'npm run-script test': 'npm test = test',
      'npm --loglevel run test': 'npm test = test',
      'bun x.ts': 'bun run = run',
      'pnpm -r run build': 'pnpm build = build',
      'yarn workspace shop run test': 'yarn test = test',
      'yarn workspace -w shop test': 'yarn',
      'yarn workspaces foreach test': 'yarn test = test',
      'yarn workspaces foreach -A run build': 'yarn build = build',
      'yarn run -F shop test': 'yarn test = test',
      'npm t': 'npm test = test',
    },
    'a target': {
      'make -C a b=test all': 'make build = build',
      'make a -f x test': 'make test = test',
      'make $(x) test': 'make test = test',
      'make "$test"': 'make build = build',
      'make run build': 'make build = build',
      gradle: 'gradle',
      'gradle :app:test': 'gradle test = test',
      'gradle -p test assemble': 'gradle',
      'rake -f x spec': 'rake test = test',
      'rake db:migrate': 'rake',
    },
    'a module or file of Python': {
      python: 'python',
      'python tool': 'python',
      'python -c "import x"': 'python run = run',
      'python -Bc "import x"': 'python run = run',
      'python -Bm pytest': 'python test = test',
      'python -m coverage run -m pytest': 'python test = test',
      'python -m coverage report': 'python',
      'python -m django test': 'python test = test',
      'python -m django': 'python',
      'python -m shop test': 'python',
      'python -W ignore x.py': 'python run = run',
      'python a/manage.py test': 'python test = test',
      'python manage.py runserver': 'python run = run',
      'python xmanage.py test': 'python run = run',
      'python $X manage.py test': 'python test = test',
      'python3.12 x.py': 'python3.12 run = run',
      'pythonx x.py': 'pythonx',
      'coverage run x.py': 'coverage run = run',
      'coverage html': 'coverage',
      'pdm run -e x test': 'pdm test = test',
      'pdm x.py': 'pdm run = run',
      'pdm -p x build': 'pdm build = build',
      'hatch run': 'hatch',
    },
    'a file of PHP, or a step of Zig': {
      'php artisan test': 'php test = test',
      'php artisan serve': 'php',
      'php x.php': 'php run = run',
      'php -d a=b vendor/bin/pest': 'php test = test',
      'php phpunit.phar': 'php test = test',
      'php myphpunit test': 'php',
      'zig test x.zig': 'zig test = test',
      'zig build x': 'zig build = build',
      'zig run test': 'zig run = run',
    },
    'a file of Node': {
      node: 'node',
      'node --inspect': 'node',
      'node x.mjs': 'node run = run',
      'node -e 1': 'node run = run',
      'node --eval 1': 'node run = run',
      'node -p 1': 'node run = run',
      'node -r ./a.js b': 'node',
      'node -r ./a b.ts': 'node run = run',
      'tsx a.ts': 'tsx run = run',
    },
    'a goal, a container, or a project': {
      'mvn clean verify': 'mvn test = test',
      'mvn failsafe:integration-test': 'mvn test = test',
      'mvn package': 'mvn build = build',
      'mvn test-compile': 'mvn build = build',
      'mvn spring-boot:run': 'mvn run = run',
      'mvn clean': 'mvn',
      'mvn test package': 'mvn test = test',
      'cargo --config x test': 'cargo test = test',
      'cargo +nightly --color x': 'cargo',
      'docker compose up -d': 'docker run = run',
      'docker --context x compose -f a build': 'docker build = build',
      'docker ps': 'docker',
      'docker-compose -f a up': 'docker-compose run = run',
      'nx test shop': 'nx test = test',
      'nx run shop:build': 'nx build = build',
      'nx run shop': 'nx',
      'nx run-many -t test': 'nx test = test',
      'nx affected --target build': 'nx build = build',
      'nx -p a test': 'nx test = test',
      'turbo run build': 'turbo build = build',
      'turbo --filter x test': 'turbo test = test',
      'turbo a b test': 'turbo',
      'deno task test': 'deno test = test',
    },
    'a program of one purpose': {
      'bats x': 'bats = test',
      'esbuild x': 'esbuild = build',
      'which jest': 'which',
      'psql test': 'psql',
    },
    'the one that another runs': {
      'sudo -u ada': 'sudo',
      'timeout 5': 'timeout',
      'timeout 5 npm test': 'npm test = test',
      'A+=b C=d npm test': 'npm test = test',
      'npm exec': 'npm',
      '/usr/bin/sudo.exe npm test': 'npm test = test',
      'C:\\x\\npx.cmd jest': 'jest = test',
      'env -- npm test': 'npm test = test',
      'nice -n 5 time -p make test': 'make test = test',
      'poetry -C x run pytest': 'pytest = test',
      'poetry add pytest': 'poetry',
      'uv run --with x pytest': 'pytest = test',
      'direnv exec .': 'direnv',
    },
    'the last one that does something': {
      'npm run build && npm test && git push': 'npm test = test',
      'git add . && ls': 'git',
      'if ! npm test; then echo x; fi': 'npm test = test',
      'while true; do npm test; done': 'npm test = test',
      'export A=test': 'export',
      'case x in': 'case',
    },
  };
  for (const [name, lines] of Object.entries(cases))
    it(`is that of ${name}`, () => {
      for (const [line, expected] of Object.entries(lines)) assert.equal(short(line), expected, line);
    });

  it('is that of a name: letters, up to 60 characters, without its ending', () => {
    const name = `a${'b'.repeat(59)}`;
    assert.equal(short(name), name);
    assert.equal(short(`${name}c`), undefined);
    for (const ending of ['exe', 'CMD', 'bat', 'ps1']) assert.equal(short(`C:\\x\\Tool.${ending}`), 'tool');
    assert.equal(short('tool.sh'), 'tool.sh');
    assert.equal(short('a/b\\c'), 'c');
    for (const line of ['123', '7+7', '"a b"', '$X y', 'a/']) assert.equal(short(line), undefined, line);
  });

  it('is none of a batch where the words show that it watches, but not those in quotes', () => {
    assert.equal(short('jest --watch'), 'jest = run');
    assert.equal(short('jest "--watch x"'), 'jest = test');
    assert.equal(short('jest "a;--watch"'), 'jest = test');
  });

  it('of a task is what it was declared, else what a word of its name says', () => {
    for (const [id, group] of [
      ['build', 'build'],
      ['rebuild', 'build'],
      ['clean', 'build'],
      ['test', 'test'],
    ] as const)
      assert.equal(runGroup(id, 'serve'), group);
    assert.equal(runGroup('none', 'serve'), 'run');
    for (const [name, group] of [
      ['npm: test:unit', 'test'],
      ['runTests', 'test'],
      ['buildAndRun', 'build'],
      ['startServer', 'run'],
      ['Latest', 'other'],
      ['e2e', 'test'],
      ['', 'other'],
    ] as const)
      assert.equal(runGroup(undefined, name), group, name);
  });
});

describe('the problems of a file', () => {
  const problem = (change: object = {}) => ({ severity: 0, message: 'm', range: { start: { line: 4 } }, ...change });

  it('are errors and warnings, a thousand at most', () => {
    assert.deepEqual(
      problemsOf([
        problem(),
        problem({ severity: 1, source: 'ts', code: 7 }),
        problem({ severity: 2 }),
        problem({ severity: 3 }),
      ]),
      [
        { severity: 'error', message: 'm', line: 4 },
        { severity: 'warning', reporter: 'ts', code: '7', message: 'm', line: 4 },
      ],
    );
    assert.equal(problemsOf([problem({ code: { value: 2304, target: {} } })])[0]?.code, '2304');
    const many = [
      ...Array.from({ length: 5 }, () => problem({ severity: 2 })),
      ...Array.from({ length: 1001 }, () => problem()),
    ];
    assert.equal(problemsOf(many).length, 1000);
  });

  it('are the same where each says the same', () => {
    const [one] = problemsOf([problem({ source: 'ts', code: 7 })]);
    assert.ok(one);
    assert.ok(sameProblems([], []) && sameProblems([one, one], [one, { ...one }]));
    assert.ok(!sameProblems([one], []) && !sameProblems([one], [one, one]));
    for (const change of [
      { line: 5 },
      { message: 'n' },
      { code: '8' },
      { reporter: 'x' },
      { severity: 'warning' as const },
    ])
      assert.ok(!sameProblems([one, one], [one, { ...one, ...change }]), JSON.stringify(change));
  });
});

describe('the latest change of a document', () => {
  const [a, b] = [{}, {}] as never[] as [never, never];

  it('is recent for a while, of each document by itself', () => {
    const changes = new RecentChanges();
    assert.ok(!changes.isRecent(a, 0, 1e9));
    changes.note(a, 1000, true);
    changes.note(b, 2000, false);
    changes.note(b, 2100, false);
    assert.ok(changes.isRecent(a, 1500, 500) && !changes.isRecent(a, 1501, 500));
    assert.ok(changes.isRecent(b, 2600, 500) && !changes.isRecent(b, 2601, 500));
    assert.ok(changes.isRecent(b, 2100, 0) && !changes.isRecent(b, 2099, 500), 'the clock went back');
    changes.note(a, 3000, true);
    assert.ok(changes.isRecent(b, 2600, 500), 'the last change of it counts');
    assert.ok(!changes.isRecent({} as never, 3000, 1e9));
  });

  it('is typing within a quarter of a second, in that document alone', () => {
    const changes = new RecentChanges();
    changes.note(a, 1000, true);
    assert.ok(changes.isTyping(a, 1250) && !changes.isTyping(a, 1251) && !changes.isTyping(b, 1000));
    changes.note(a, 1100, false);
    assert.ok(!changes.isTyping(a, 1100));
  });
});
