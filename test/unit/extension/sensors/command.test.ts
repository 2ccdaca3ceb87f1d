import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandOf } from '../../../../src/extension/sensors/support/command.ts';
import { splitCommandLine } from '../../../../src/extension/sensors/support/shellWords.ts';

const heredoc = `git commit -m "$(cat <<'END'\nfeat: totals\n\nvitest config moved; npm test\nEND\n)"`;

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
    'node --test secret.js': ['node test', 'test'],
    'node secret.js': ['node run', 'run'],
    make: ['make build', 'build'],
    'make test': ['make test', 'test'],
    'NODE_ENV=secret sudo docker build .': ['docker build', 'build'],
    'cd /home/me/secret && npm test': ['npm test', 'test'],
    'cat secret.txt | grep key': ['cat', 'other'],
    '/usr/local/bin/psql -h host': ['psql', 'other'],
    'C:\\tools\\tsc.exe -p .': ['tsc', 'build'],
    '& "C:\\Program Files\\nodejs\\npm.cmd" test': ['npm test', 'test'],
    '.\\gradlew.bat assemble test': ['gradlew test', 'test'],
    // Quotes, heredocs, comments, and substitutions hold no commands.
    'git commit -m "update docs; test the parser"': ['git', 'other'],
    'git commit -m "run build && test before push"': ['git', 'other'],
    "git commit -m 'clean up; start of the acme takeover": ['git', 'other'],
    [heredoc]: ['git', 'other'],
    [`cat <<EOF > notes.md\nnpm test\nEOF\nmake lint`]: ['make build', 'build'],
    'grep -rn "foo|test" src': ['grep', 'other'],
    'DB_PASSWORD="correct horse" npm run dev': ['npm run', 'run'],
    "NODE_OPTIONS='--max-old-space-size=4096 --trace-warnings' npm test": ['npm test', 'test'],
    'git add . # then npm test': ['git', 'other'],
    'git commit -m done\\ npm\\;\\ test': ['git', 'other'],
    'echo $(npm test)': ['echo', 'other'],
    'TOKEN=$(pass show "my secret; key") npm test': ['npm test', 'test'],
    'npm test 2>&1 | tee test.log': ['npm test', 'test'],
    'npm test > build.log': ['npm test', 'test'],
    'if npm test; then git push; fi': ['npm test', 'test'],
    // Options before the word.
    'pnpm --filter web test': ['pnpm test', 'test'],
    'pnpm --filter=test install': ['pnpm', 'other'],
    'npm --prefix app test': ['npm test', 'test'],
    'npm -w packages/a test': ['npm test', 'test'],
    'npm -w test install': ['npm', 'other'],
    'pnpm -r test': ['pnpm test', 'test'],
    'yarn workspace test build': ['yarn build', 'build'],
    './mvnw -q test': ['mvnw test', 'test'],
    'mvn -DskipTests package': ['mvn build', 'build'],
    'npm --silent test': ['npm test', 'test'],
    'make -j8 test': ['make test', 'test'],
    'make -C test all': ['make build', 'build'],
    './gradlew build -x test': ['gradlew build', 'build'],
    'npx --yes jest': ['jest', 'test'],
    'sudo -E npm test': ['npm test', 'test'],
    'sudo -u test ls': ['ls', 'other'],
    'time -p go test ./...': ['go test', 'test'],
    'env -u CI FOO=bar npm test': ['npm test', 'test'],
    'timeout -k 5 10m cargo test': ['cargo test', 'test'],
    'pnpm exec vitest run': ['vitest', 'test'],
    'npm exec -- mocha': ['mocha', 'test'],
    'bundle exec rspec': ['rspec', 'test'],
    'uv run pytest': ['pytest', 'test'],
    'nyc --reporter lcov mocha': ['mocha', 'test'],
    // Words that are names of something else.
    'npm install jest': ['npm', 'other'],
    'yarn add vitest': ['yarn', 'other'],
    'docker run test': ['docker run', 'run'],
    'docker compose -f test.yml build': ['docker build', 'build'],
    'test -f x': ['test', 'other'],
    '[ -f test ]': ['[', 'other'],
    'rm -rf build': ['rm', 'other'],
    'cargo +nightly test': ['cargo test', 'test'],
    'for f in test/*; do echo $f; done': ['for', 'other'],
    // Modules of Python, and the options before them.
    'python -W error -m unittest': ['python test', 'test'],
    'python3.12 -X dev -m pytest -m build': ['python3.12 test', 'test'],
    'python3 -m venv test': ['python3', 'other'],
    'python -m pip install test': ['python', 'other'],
    'python -c "import pytest" -m pytest': ['python run', 'run'],
    'python x.py -m pytest': ['python run', 'run'],
    'python -u manage.py test': ['python test', 'test'],
    './manage.py test': ['manage.py test', 'test'],
    'coverage run --source x -m pytest': ['coverage test', 'test'],
    'coverage report test': ['coverage', 'other'],
    // Scripts of a project, by their purpose, not their name.
    'pdm run test': ['pdm test', 'test'],
    'hatch -e py311 run secret': ['hatch', 'other'],
    'rye test': ['rye test', 'test'],
    'pdm add test': ['pdm', 'other'],
    'composer test': ['composer test', 'test'],
    'composer require test': ['composer', 'other'],
    'npm it': ['npm test', 'test'],
    'php -d memory_limit=1G vendor/bin/phpunit': ['php test', 'test'],
    'php -S test': ['php', 'other'],
    'zig build test': ['zig test', 'test'],
    'zig build -Dtest=1': ['zig build', 'build'],
    'meson test -C build': ['meson test', 'test'],
    'gotestsum -- ./...': ['gotestsum', 'test'],
    'vite build': ['vite build', 'build'],
    // Programs that run another one.
    'xvfb-run -a npm test': ['npm test', 'test'],
    'op run --env-file .env -- npm test': ['npm test', 'test'],
    'conda run -n test pytest': ['pytest', 'test'],
    'conda install test': ['conda', 'other'],
    'direnv exec . npm test': ['npm test', 'test'],
    // Programs that watch, serve, or wait for keys do no batch work, even if the recorded name doesn't show it.
    'npm test -- --watch': ['npm test', 'run'],
    'node --test --watch secret.js': ['node test', 'run'],
    'jest --watchAll': ['jest', 'run'],
    'tsc -w': ['tsc', 'run'],
    'docker exec -it web bash': ['docker run', 'run'],
    'git commit -m "add --watch"': ['git', 'other'],
    'tsc -b': ['tsc', 'build'],
    'ssh db-3': ['ssh', 'other'],
    'vim a.ts': ['vim', 'other'],
  };
  for (const [line, [name, group]] of Object.entries(cases))
    it(`${JSON.stringify(line)} is ${name}, ${group}`, () => assert.deepEqual(commandOf(line), { name, group }));

  // Quotes of other shells hold no commands either.
  const quotes: readonly [line: string, shells: readonly string[]][] = [
    ['git commit -m "say `"go; npm test`" now"', ['', 'pwsh']],
    ['git commit -m @"\nsay "go; npm test" now\n"@', ['', 'pwsh']],
    [`git commit -m @'\nit's done; npm test\n'@`, ['', 'pwsh']],
    ['git add "C:\\my shop\\" "C:\\x; npm test\\"', ['pwsh']],
    ['git commit -m "a" `\n  -m "b; npm test"', ['', 'pwsh']],
    ['<# then; npm test #> git status', ['', 'pwsh']],
    [`git commit -m $'it\\'s done; npm test'`, ['', 'bash', 'zsh']],
    ['git log "`git log "a; npm test"`"', ['', 'bash']],
    [`git commit -m 'don\\'t; npm test'`, ['', 'fish']],
  ];
  for (const [line, shells] of quotes)
    for (const shell of shells)
      it(`${JSON.stringify(line)} is git in ${shell || 'a shell that is not known'}`, () => {
        const command = commandOf(line, shell === '' ? undefined : shell);
        assert.deepEqual(command, { name: 'git', group: 'other' });
      });

  it('is the one after a path that ends in a backslash, in PowerShell', () => {
    assert.deepEqual(commandOf('cd "C:\\my shop\\"; npm test', 'pwsh'), { name: 'npm test', group: 'test' });
  });

  it('is none where nothing was given, or the program is not known', () => {
    for (const line of [
      '',
      '   ',
      '# only a comment with $ecrets',
      '$(x)',
      '$env:KEY = "secret"',
      'A=b',
      '"',
      '<<',
      '0',
      '(42)',
      "'-e' (() => 300)",
    ])
      assert.equal(commandOf(line), undefined, line);
  });
});

describe('the names of commands', () => {
  const runs = { numRuns: Number(process.env['DAYMARK_FUZZ_RUNS'] ?? 300) };
  /** Words that stand for secrets: unlike anything in a name. */
  const secret = fc.stringMatching(/^zq[a-z]{3,8}qz$/);
  const noise = fc.constantFrom(
    ' ',
    ';',
    '|',
    '&&',
    '\n',
    '#',
    '$',
    '(',
    ')',
    '`',
    "'",
    '"',
    '<<',
    '>',
    '\\',
    'test',
    'build',
  );
  const text = fc.array(fc.oneof(noise, secret), { maxLength: 12 }).map((parts) => parts.join(''));
  const single = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;
  const double = (value: string): string => `"${value.replaceAll(/["\\$`]/g, '\\$&')}"`;
  const quoted = fc.oneof(text.map(single), text.map(double));
  const argument = fc.oneof(
    quoted,
    secret,
    secret.map((word) => `--key=${word}`),
    secret.map((word) => `$(pass ${word})`),
    secret.map((word) => `<(cat ${word})`),
    secret.map((word) => `2> ${word}`),
  );
  const program = fc.constantFrom(
    'git commit -m',
    'npm test --',
    'sudo -u',
    'pnpm --filter',
    'docker run',
    'env -C',
    'npx -p',
    'psql',
    'timeout',
  );

  it('never hold an argument, a quoted text, or the value of a variable', () => {
    fc.assert(
      fc.property(
        fc.array(quoted, { maxLength: 2 }),
        program,
        fc.array(argument, { minLength: 1, maxLength: 5 }),
        (values, start, args) => {
          const line = [...values.map((value) => `KEY=${value}`), start, ...args].join(' ');
          const name = commandOf(line)?.name ?? '';
          // `sudo -u NAME PROGRAM` runs what follows: only the word in the place of a program may be its name.
          const runsArgument = /^(?:sudo|env|npx|timeout)/.test(start) && args.length > 1;
          if (!runsArgument) assert.doesNotMatch(name, /zq/, line);
        },
      ),
      runs,
    );
  });

  it('never hold a quoted text of PowerShell or fish', () => {
    const quotings: Readonly<Record<string, (value: string) => string>> = {
      pwsh: (value) => `"${value.replaceAll(/["$`]/g, '`$&')}"`,
      fish: (value) => `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'`,
    };
    fc.assert(
      fc.property(fc.constantFrom('pwsh', 'fish'), fc.array(text, { minLength: 1, maxLength: 4 }), (shell, texts) => {
        const line = ['git commit -m', ...texts.map((each) => quotings[shell]?.(each))].join(' ');
        assert.deepEqual(commandOf(line, shell), { name: 'git', group: 'other' }, line);
      }),
      runs,
    );
  });

  it('are found in time, whatever the line is', () => {
    const hostile = ['$(', '<<A ', '"$(', '`', '((', '\\', "'", '<<<', '{', '$(<<A ', '&', 'a=', 'sudo -', '"\\'].map(
      (part) => part.repeat(200_000 / part.length),
    );
    for (const line of hostile) {
      const start = performance.now();
      for (const shell of [undefined, 'pwsh', 'fish']) commandOf(line, shell);
      assert.ok(performance.now() - start < 500, `${line.slice(0, 10)}: ${performance.now() - start} ms`);
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (line) => void commandOf(line)),
      runs,
    );
  });

  it('come from words that a shell would see', () => {
    const words = (line: string) => splitCommandLine(line).map((command) => command.map(({ text: word }) => word));
    assert.deepEqual(words(`a "b c" 'd e'f\\ g; h|i && j`), [['a', 'b c', 'd ef g'], ['h'], ['i'], ['j']]);
    assert.deepEqual(words('a 2>&1 >b <c d'), [['a', 'd']]);
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (list) => {
        assert.deepEqual(words(list.map(single).join(' ')), [list]);
      }),
      runs,
    );
  });
});
