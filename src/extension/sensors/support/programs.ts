import type { RunGroup } from '../../../core/facts/facts.ts';
import { runGroup } from './runGroup.ts';
import type { ShellWord } from './shellWords.ts';
import { afterOptions, nodeOptions } from './wrappers.ts';

/** The purpose of a program. */
interface Purpose {
  readonly group: RunGroup;
  /** True if the program serves several purposes, so that its name alone doesn't tell which. */
  readonly isNamed: boolean;
}

/** Ways in which a program's arguments determine its purpose. */
type Judge = (words: readonly ShellWord[]) => RunGroup;

const set = (words: string): ReadonlySet<string> => new Set(words.split(' ').filter((word) => word !== ''));
const texts = (words: readonly ShellWord[]): string[] =>
  words.filter(({ isLiteral }) => isLiteral).map(({ text }) => text);

const nodeValued = set(nodeOptions);
/** These managers' own subcommands; any other word is the name of a script. */
const nodeOwn = set(
  [
    'install i add ci remove rm uninstall un update up upgrade outdated link unlink publish pack init create audit view info show why ls list',
    'config get set cache login logout whoami owner team token version help dedupe prune rebuild root prefix bin docs repo search explain',
    'fund pkg query sbom doctor ping star access deprecate dist-tag edit explore hook org profile unpublish store patch import fetch env setup',
    'import plugin node npm dlx exec x',
  ].join(' '),
);

/** Short for `test`, and for installing and then testing. */
const testVerbs = set('t tst it cit install-test install-ci-test');

/** The script or verb that comes first, after options; `workspace NAME` and `workspaces foreach` go before it in yarn. */
const nodeScripts: Judge = (words) => {
  let at = afterOptions(words, 0, nodeValued);
  if (words[at]?.text === 'workspace') at = afterOptions(words, at + 2, nodeValued);
  if (words[at]?.text === 'workspaces') at = afterOptions(words, at + 2, nodeValued);
  const verb = words[at]?.text ?? '';
  if (testVerbs.has(verb)) return 'test';
  if (nodeOwn.has(verb)) return 'other';
  if (verb !== 'run' && verb !== 'run-script') return groupOfFile(verb) ?? runGroup(undefined, verb);
  const script = words[afterOptions(words, at + 1, nodeValued)]?.text ?? '';
  const group = runGroup(undefined, script);
  return group === 'other' && script !== '' ? (groupOfFile(script) ?? 'other') : group;
};

const groupOfFile = (word: string): RunGroup | undefined =>
  /\.(?:py|[cm]?[jt]sx?|rb|php|pl|sh|lua|r|jl|exs?)$/i.test(word) ? 'run' : undefined;

/** One verb after the options: `cargo test`, `docker build`. */
function verbs(table: Readonly<Partial<Record<RunGroup, string>>>, valued = ''): Judge {
  const groups = Object.entries(table).map(([group, words]) => [group as RunGroup, set(words)] as const);
  return (words) => {
    const verb = words[afterOptions(words, 0, set(valued))]?.text ?? '';
    return groups.find(([, known]) => known.has(verb))?.[0] ?? 'other';
  };
}

/** Any word that isn't an option names a target: `make -j8 test`, `gradle :app:test`. The first of test, build, and run among them decides. */
function targets(valued: string, fallback: RunGroup = 'other'): Judge {
  return (words) => {
    const named: string[] = [];
    for (let at = afterOptions(words, 0, set(valued)); at < words.length; at = afterOptions(words, at + 1, set(valued)))
      if (words[at]?.isLiteral && !words[at]?.text.includes('=')) named.push(words[at]?.text ?? '');
    const group = runGroup(undefined, named.join(' '));
    return group === 'other' ? fallback : group;
  };
}

const python: Judge = (words) => {
  const at = afterOptions(words, 0, set('-W -X -m -c --source --rcfile --data-file'));
  // Words after a module or a program in the command line are its own arguments.
  const how = words.slice(0, at).findIndex(({ text }) => /^-\w*[mc]$/.test(text));
  if (how !== -1 && words[how]?.text.endsWith('c')) return 'run';
  if (how !== -1) return ofModule(words[how + 1]?.text ?? '', words.slice(how + 2));
  const [file = '', verb = ''] = texts(words.slice(at));
  if (/(?:^|\/)manage\.py$/.test(file)) return verb === 'test' ? 'test' : 'run';
  return groupOfFile(file) ?? 'other';
};

/** Modules that do what their first argument says. */
const verbModules = set('django invoke poethepoet hatch pdm');

function ofModule(module: string, words: readonly ShellWord[]): RunGroup {
  if (module === 'coverage') return coverage(words);
  const group = runGroup(undefined, module);
  return group === 'other' && verbModules.has(module) ? runGroup(undefined, texts(words)[0] ?? '') : group;
}

/** `coverage run -m pytest`. */
const coverage: Judge = (words) => (words[0]?.text === 'run' ? python(words.slice(1)) : 'other');

/** `pdm run test`, where the word is a script of the project or a program. */
const projectScripts: Judge = (words) => {
  const at = afterOptions(words, 0, set('-e --env -p --project'));
  const verb = words[at]?.text ?? '';
  const script = verb === 'run' ? words[afterOptions(words, at + 1, set('-e --env'))]?.text : verb;
  return groupOfFile(script ?? '') ?? runGroup(undefined, script ?? '');
};

const php: Judge = (words) => {
  const [file = '', verb = ''] = texts(words.slice(afterOptions(words, 0, set('-d -c -S -t'))));
  if (/(?:^|\/)(?:phpunit|pest)(?:\.phar)?$/.test(file) || (file === 'artisan' && verb === 'test')) return 'test';
  return groupOfFile(file) ?? 'other';
};

const zig: Judge = (words) => {
  const isTest = words[0]?.text === 'build' && texts(words.slice(1)).includes('test');
  return isTest ? 'test' : verbs({ test: 'test', build: 'build build-exe build-lib', run: 'run' })(words);
};

const node: Judge = (words) => {
  if (words.some(({ text }) => text === '--test')) return 'test';
  const at = afterOptions(words, 0, set('-r --require --import --loader --env-file -C --conditions'));
  return (
    groupOfFile(words[at]?.text ?? '') ?? (words.some(({ text }) => /^(?:-e|--eval|-p)$/.test(text)) ? 'run' : 'other')
  );
};

const maven: Judge = (words) => {
  const goals = texts(words);
  if (goals.some((goal) => /^(?:test|verify|integration-test|surefire:test|failsafe:.*)$/.test(goal))) return 'test';
  if (goals.some((goal) => /^(?:compile|package|install|deploy|test-compile)$/.test(goal))) return 'build';
  return goals.some((goal) => /:(?:run|dev)$/.test(goal)) ? 'run' : 'other';
};

const cargo: Judge = (words) =>
  verbs(
    { test: 'test t nextest', build: 'build b check c clippy install doc', run: 'run r watch' },
    '--manifest-path --config -Z -C',
  )(words.filter(({ text }) => !text.startsWith('+')));

const docker = verbs({ build: 'build buildx', run: 'run exec start up attach' });
const compose: Judge = (words) => {
  const at = words.findIndex(({ text }) => text === 'compose');
  if (at === -1) return docker(words);
  return verbs(
    { build: 'build', run: 'up run exec start' },
    '-f --file -p --project-name --profile --env-file',
  )(words.slice(at + 1));
};

const nx: Judge = (words) => {
  const at = afterOptions(words, 0, set('-t --target --targets -p --projects'));
  const target = words.find((_, index) => /^(?:-t|--targets?)$/.test(words[index - 1]?.text ?? ''))?.text;
  const verb = words[at]?.text ?? '';
  if (target !== undefined) return runGroup(undefined, target);
  return verb === 'run' ? runGroup(undefined, words[at + 1]?.text.split(':')[1] ?? '') : runGroup(undefined, verb);
};

const scripted: Judge = (words) =>
  runGroup(
    undefined,
    texts(words)
      .filter((text) => !text.startsWith('-'))
      .slice(0, 2)
      .join(' '),
  );

/** Programs that serve several purposes. */
const judges: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ...['npm', 'pnpm', 'yarn', 'bun'].map((name) => [name, nodeScripts] as const),
  ...['python', 'py'].map((name) => [name, python] as const),
  ...['mvn', 'mvnw', 'mvnd'].map((name) => [name, maven] as const),
  ...['gradle', 'gradlew'].map(
    (name) => [name, targets('-p --project-dir -b --build-file -x --exclude-task --tests -I -c')] as const,
  ),
  ...['make', 'gmake', 'just', 'ninja', 'nmake'].map(
    (name) => [name, targets('-C -f -j -l -o -W -I --directory --file --jobs', 'build')] as const,
  ),
  ...[
    'task',
    'mix',
    'rake',
    'mage',
    'grunt',
    'gulp',
    'sbt',
    'lein',
    'bazel',
    'bazelisk',
    'buck2',
    'xcodebuild',
    'ant',
  ].map((name) => [name, targets('-C -f -d -t --dir --taskfile -scheme -project -destination')] as const),
  ...['turbo', 'lerna', 'deno', 'rush'].map((name) => [name, scripted] as const),
  ['nx', nx],
  ['node', node],
  ['tsx', node],
  ['ts-node', node],
  ['cargo', cargo],
  ['docker', compose],
  ['podman', compose],
  ['docker-compose', verbs({ build: 'build', run: 'up run exec start' }, '-f --file -p --project-name')],
  ['go', verbs({ test: 'test', build: 'build install generate', run: 'run' }, '-C')],
  ['dotnet', verbs({ test: 'test vstest', build: 'build publish pack msbuild', run: 'run watch' })],
  ['swift', verbs({ test: 'test', build: 'build', run: 'run' })],
  ['zig', zig],
  ['flutter', verbs({ test: 'test drive', build: 'build', run: 'run' })],
  ['dart', verbs({ test: 'test', build: 'compile', run: 'run' })],
  ['stack', verbs({ test: 'test', build: 'build install', run: 'run exec' })],
  ['cabal', verbs({ test: 'test', build: 'build', run: 'run exec' })],
  ['rails', verbs({ test: 'test test:all spec', build: 'assets:precompile', run: 'server s runner console c' })],
  ['ng', verbs({ test: 'test t e2e', build: 'build b', run: 'serve s dev' })],
  ['next', verbs({ build: 'build', run: 'dev start' })],
  ['react-scripts', verbs({ test: 'test', build: 'build', run: 'start' })],
  ['playwright', verbs({ test: 'test', run: 'codegen open show-report' })],
  ['php', php],
  ['coverage', coverage],
  ['manage.py', verbs({ test: 'test', run: 'runserver shell' })],
  ['composer', verbs({ test: 'test tests', build: 'build', run: 'serve start dev' })],
  ['meson', verbs({ test: 'test', build: 'compile' })],
  ...['hatch', 'pdm', 'rye'].map((name) => [name, projectScripts] as const),
  ...['craco', 'ember', 'vue-cli-service', 'vite'].map(
    (name) =>
      [name, verbs({ test: 'test test:unit test:e2e', build: 'build', run: 'serve start dev preview' })] as const,
  ),
]);

/** Test runners that have no word for it in their name, or one that means something else in the name of a task. */
const testRunners = set('gotestsum pest bats busted shellspec nosetests nosetests3 nose2 wtr tap invoke-pester trial');

/** Programs that neither test, build, nor run, whatever their names suggest: `test` compares. */
const others = set(
  'test [ [[ git gh ssh scp rsync grep rg ag find sed awk diff curl wget echo printf cat cd ls code open ps kill man which start',
);

/**
 * Judges what a program is used for.
 * @param program its name in lower case, without path and ending
 * @param words its arguments
 */
export function purposeOf(program: string, words: readonly ShellWord[]): Purpose {
  if (others.has(program)) return { group: 'other', isNamed: false };
  if (testRunners.has(program)) return { group: 'test', isNamed: false };
  const judge = judges.get(/^python[\d.]+$/.test(program) ? 'python' : program);
  return judge ? { group: judge(words), isNamed: true } : { group: runGroup(undefined, program), isNamed: false };
}
