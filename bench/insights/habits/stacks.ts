import type { Message } from './recorder.ts';

/** The language of a project, its commands, and its typical problems. */
export interface Stack {
  readonly language: string;
  readonly fileOf: (stem: string) => string;
  /** The file with the tests of another. */
  readonly testFileOf: (stem: string) => string;
  /** Command line that runs the tests of one file, or all of them. */
  readonly testsOf: (stem?: string) => string;
  readonly build: string;
  readonly watch: string;
  /** Problems that come up while typing; `%` is a placeholder for a different name each time. */
  readonly squiggles: readonly Message[];
  /** Messages for the planted repeated error; always the same words. */
  readonly stubborn: readonly Message[];
}

const by =
  (reporter: string) =>
  (code: string, text: string): Message => ({ reporter, code, text });

const ts = by('ts');
const typescriptMessages = {
  squiggles: [
    ts('1005', "';' expected."),
    ts('1005', "',' expected."),
    ts('1109', 'Expression expected.'),
    ts('2304', "Cannot find name '%'."),
    ts('2304', "Cannot find name '%'."),
    ts('2339', "Property '%' does not exist on type 'Row'."),
    ts('2322', "Type 'string' is not assignable to type '%'."),
    ts('2554', 'Expected 2 arguments, but got 1.'),
    ts('2345', "Argument of type '%' is not assignable to parameter of type 'number'."),
    ts('7006', "Parameter '%' implicitly has an 'any' type."),
    by('eslint')('no-unused-vars', "'%' is assigned a value but never used."),
  ],
  stubborn: [
    ts('2532', "Object is possibly 'undefined'."),
    ts('2741', "Property 'currency' is missing in type '{ amount: number; }' but required in type 'Money'."),
    ts('2307', "Cannot find module '@acme/schema' or its corresponding type declarations."),
  ],
};

const vitest: Stack = {
  language: 'typescript',
  fileOf: (stem) => `src/${stem}.ts`,
  testFileOf: (stem) => `src/${stem}.test.ts`,
  testsOf: (stem) => (stem === undefined ? 'npx vitest run' : `npx vitest run src/${stem}.test.ts`),
  build: 'npm run build',
  watch: 'npx vitest',
  ...typescriptMessages,
};

const jest: Stack = {
  ...vitest,
  testsOf: (stem) => (stem === undefined ? 'npx jest' : `npx jest src/${stem}.test.ts`),
  watch: 'npx jest --watch',
};

const rust: Stack = {
  language: 'rust',
  fileOf: (stem) => `src/${stem}.rs`,
  testFileOf: (stem) => `tests/${stem}.rs`,
  testsOf: (stem) => (stem === undefined ? 'cargo test' : `cargo test --test ${stem}`),
  build: 'cargo build --release',
  watch: 'cargo watch -x test',
  squiggles: [
    by('rust-analyzer')('syntax-error', 'Syntax Error: expected SEMICOLON'),
    by('rust-analyzer')('syntax-error', 'Syntax Error: expected expression'),
    by('rustc')('E0425', 'cannot find value `%` in this scope'),
    by('rustc')('E0433', 'failed to resolve: use of undeclared type `%`'),
    by('rustc')('E0308', 'mismatched types: expected `%`, found `&str`'),
    by('rustc')('E0061', 'this function takes 2 arguments but 1 argument was supplied'),
  ],
  stubborn: [
    by('rustc')('E0502', 'cannot borrow `*self` as mutable because it is also borrowed as immutable'),
    by('rustc')('E0277', 'the trait bound `Config: Send` is not satisfied'),
  ],
};

const go: Stack = {
  language: 'go',
  fileOf: (stem) => `internal/${stem}/${stem}.go`,
  testFileOf: (stem) => `internal/${stem}/${stem}_test.go`,
  testsOf: (stem) => (stem === undefined ? 'go test ./...' : `go test ./internal/${stem}`),
  build: 'make build',
  watch: 'watchexec go test ./...',
  squiggles: [
    by('syntax')('', 'expected operand, found newline'),
    by('compiler')('UndeclaredName', 'undefined: %'),
    by('compiler')('UnusedVar', 'declared and not used: %'),
    by('compiler')('UnusedImport', '"%" imported and not used'),
    by('compiler')('WrongArgCount', 'not enough arguments in call to %'),
  ],
  stubborn: [
    by('compiler')(
      'IncompatibleAssign',
      'cannot use ctx (variable of type Context) as context.Context value in argument',
    ),
    by('compiler')('MissingLit', 'missing field Timeout in composite literal of Options'),
  ],
};

const java: Stack = {
  language: 'java',
  fileOf: (stem) => `src/main/java/org/acme/${stem}.java`,
  testFileOf: (stem) => `src/test/java/org/acme/${stem}Test.java`,
  testsOf: (stem) => (stem === undefined ? 'mvn test' : `mvn test -Dtest=${stem}Test`),
  build: 'mvn -q package',
  watch: 'mvn quarkus:dev',
  squiggles: [
    by('Java')('1610612976', 'Syntax error, insert ";" to complete Statement'),
    by('Java')('33554515', '% cannot be resolved to a variable'),
    by('Java')('16777218', '% cannot be resolved to a type'),
    by('Java')('16777233', 'Type mismatch: cannot convert from % to String'),
  ],
  stubborn: [
    by('Java')('16777384', 'Unhandled exception type IOException'),
    by('Java')('16778128', 'Null type mismatch: required @NonNull Customer but the provided value is null'),
  ],
};

const python: Stack = {
  language: 'python',
  fileOf: (stem) => `lib/${stem}.py`,
  testFileOf: (stem) => `tests/test_${stem}.py`,
  testsOf: (stem) => (stem === undefined ? 'pytest' : `pytest tests/test_${stem}.py`),
  build: 'docker build -t pipeline .',
  watch: 'ptw',
  squiggles: [
    by('Pylance')('', 'Expected expression'),
    by('Pylance')('', '"(" was not closed'),
    by('Pylance')('reportUndefinedVariable', '"%" is not defined'),
    by('Pylance')('reportAttributeAccessIssue', 'Cannot access attribute "%" for class "DataFrame"'),
    by('Pylance')('reportCallIssue', 'Argument missing for parameter "%"'),
  ],
  stubborn: [
    by('Pylance')('reportOptionalMemberAccess', '"group" is not a known attribute of "None"'),
    by('Pylance')(
      'reportArgumentType',
      'Argument of type "Series[Any]" cannot be assigned to parameter "x" of type "ndarray"',
    ),
  ],
};

const css: Stack = {
  ...vitest,
  language: 'scss',
  fileOf: (stem) => `src/components/${stem}.scss`,
  testFileOf: (stem) => `tests/${stem}.spec.ts`,
  testsOf: (stem) => (stem === undefined ? 'npx playwright test' : `npx playwright test tests/${stem}.spec.ts`),
  squiggles: [
    by('scss')('css-semicolonexpected', 'semi-colon expected'),
    by('scss')('css-propertyvalueexpected', 'property value expected'),
    by('scss')('css-rcurlyexpected', '} expected'),
    by('stylelint')('property-no-unknown', 'Unknown property "%"'),
    by('stylelint')('color-no-invalid-hex', 'Unexpected invalid hex color "#%"'),
  ],
  stubborn: [
    by('stylelint')('scss/no-unknown-token', 'Unknown design token "space-inset-lg"'),
    by('ts')('2322', "Type 'string' is not assignable to type 'Tone | undefined'."),
  ],
};

export const stacks = { vitest, jest, rust, go, java, python, css };

export const projectNames = ['shop', 'ledger', 'atlas', 'parser', 'mobile', 'infra', 'site', 'billing'] as const;
export const stems = [
  'cart',
  'order',
  'price',
  'view',
  'store',
  'rules',
  'money',
  'dates',
  'client',
  'query',
  'form',
  'session',
  'upload',
  'search',
] as const;
