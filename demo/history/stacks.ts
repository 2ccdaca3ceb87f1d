import type { Severity } from '../../src/core/facts/activity.ts';

/** A problem as its reporter words it; `{0}` is a name from the code. The first ones are the habits of our developer: they come often. */
export interface KnownProblem {
  readonly reporter: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}

/** The common properties of projects of one kind. */
export interface Stack {
  /** VS Code's id of the main language. */
  readonly language: string;
  readonly extension: string;
  readonly folders: readonly string[];
  /** Composition of a file name from words. */
  readonly casing: 'camel' | 'snake' | 'pascal';
  /** Maps a file's name to that of its test. */
  readonly testMark: string;
  readonly test: string;
  readonly build: string;
  readonly debug: string;
  readonly problems: readonly KnownProblem[];
  /** Other languages of such a project, with a folder and an extension; of those, only the ones the history may use appear. */
  readonly beside: Readonly<Record<string, readonly [folder: string, extension: string]>>;
}

const error = (reporter: string, code: string, message: string): KnownProblem => ({
  reporter,
  code,
  severity: 'error',
  message,
});
const warning = (reporter: string, code: string, message: string): KnownProblem => ({
  ...error(reporter, code, message),
  severity: 'warning',
});

const typescriptProblems = [
  error('ts', '2532', "Object is possibly 'undefined'."),
  error('ts', '2345', "Argument of type 'string | undefined' is not assignable to parameter of type 'string'."),
  error('ts', '2339', "Property '{0}' does not exist on type 'Options'."),
  error('ts', '2304', "Cannot find name '{0}'."),
  warning('eslint', 'no-unused-vars', "'{0}' is assigned a value but never used."),
  error('ts', '7006', "Parameter '{0}' implicitly has an 'any' type."),
];

const clikeProblems = (reporter: string): KnownProblem[] => [
  error(reporter, 'undeclared', "Cannot resolve '{0}'."),
  error(reporter, 'mismatch', 'Incompatible types.'),
  warning(reporter, 'unused', "'{0}' is never used."),
];

/** The kinds of project, the common ones first. */
export const stacks: readonly Stack[] = [
  {
    language: 'typescript',
    extension: 'ts',
    folders: ['src', 'src/core', 'src/http', 'src/store', 'src/lib'],
    casing: 'camel',
    testMark: '.test',
    test: 'npm: test',
    build: 'npm: build',
    debug: 'Launch Server',
    problems: typescriptProblems,
    beside: {
      css: ['src/styles', 'css'],
      sql: ['migrations', 'sql'],
      markdown: ['docs', 'md'],
      yaml: ['deploy', 'yaml'],
    },
  },
  {
    language: 'typescriptreact',
    extension: 'tsx',
    folders: ['src/pages', 'src/components', 'src/panels'],
    casing: 'pascal',
    testMark: '.test',
    test: 'npm: test',
    build: 'npm: build',
    debug: 'Launch Chrome',
    problems: [...typescriptProblems, error('ts', '2741', "Property '{0}' is missing in type '{}'.")],
    beside: { css: ['src/styles', 'css'], typescript: ['src/hooks', 'ts'], markdown: ['docs', 'md'] },
  },
  {
    language: 'python',
    extension: 'py',
    folders: ['app', 'app/jobs', 'app/models'],
    casing: 'snake',
    testMark: '_test',
    test: 'pytest',
    build: 'docker build',
    debug: 'Python: Module',
    problems: [
      error('Pylance', 'reportOptionalMemberAccess', '"{0}" is not a known attribute of "None".'),
      error('Pylance', 'reportUndefinedVariable', '"{0}" is not defined.'),
      warning('Ruff', 'F401', '`{0}` imported but unused'),
    ],
    beside: {
      sql: ['queries', 'sql'],
      yaml: ['deploy', 'yaml'],
      markdown: ['docs', 'md'],
      shellscript: ['scripts', 'sh'],
    },
  },
  {
    language: 'go',
    extension: 'go',
    folders: ['cmd', 'internal/queue', 'internal/store'],
    casing: 'snake',
    testMark: '_test',
    test: 'go: test workspace',
    build: 'go: build workspace',
    debug: 'Launch Package',
    problems: [
      error('compiler', 'UndeclaredName', 'undefined: {0}'),
      error('compiler', 'UnusedVar', 'declared and not used: {0}'),
      warning('staticcheck', 'SA4006', 'this value of {0} is never used'),
    ],
    beside: { yaml: ['deploy', 'yaml'], markdown: ['docs', 'md'], shellscript: ['scripts', 'sh'] },
  },
  {
    language: 'rust',
    extension: 'rs',
    folders: ['src', 'src/parser', 'src/format'],
    casing: 'snake',
    testMark: '_test',
    test: 'rust: cargo test',
    build: 'rust: cargo build',
    debug: 'Debug Executable',
    problems: [
      error('rustc', 'E0382', 'borrow of moved value: `{0}`'),
      error('rustc', 'E0308', 'mismatched types'),
      warning('rustc', 'unused_variables', 'unused variable: `{0}`'),
    ],
    beside: { markdown: ['docs', 'md'], shellscript: ['scripts', 'sh'] },
  },
  {
    language: 'java',
    extension: 'java',
    folders: ['src/main/java/app', 'src/main/java/app/orders'],
    casing: 'pascal',
    testMark: 'Test',
    test: 'gradle: test',
    build: 'gradle: assemble',
    debug: 'Launch Main',
    problems: clikeProblems('Java'),
    beside: { yaml: ['src/main/resources', 'yaml'], sql: ['src/main/resources/db', 'sql'], markdown: ['docs', 'md'] },
  },
  {
    language: 'csharp',
    extension: 'cs',
    folders: ['Source', 'Source/Services'],
    casing: 'pascal',
    testMark: 'Tests',
    test: 'dotnet: test',
    build: 'dotnet: build',
    debug: '.NET Launch',
    problems: clikeProblems('csharp'),
    beside: { sql: ['Database', 'sql'], markdown: ['docs', 'md'] },
  },
  {
    language: 'ruby',
    extension: 'rb',
    folders: ['lib', 'lib/tasks'],
    casing: 'snake',
    testMark: '_spec',
    test: 'rspec',
    build: 'rake: build',
    debug: 'Debug Script',
    problems: clikeProblems('RuboCop'),
    beside: { yaml: ['config', 'yml'], css: ['assets', 'css'], markdown: ['docs', 'md'] },
  },
];

/** Languages in the order in which a history takes them up. */
export const languages = [
  'typescript',
  'markdown',
  'typescriptreact',
  'css',
  'python',
  'sql',
  'yaml',
  'go',
  'shellscript',
  'rust',
  'java',
  'csharp',
  'ruby',
] as const;
