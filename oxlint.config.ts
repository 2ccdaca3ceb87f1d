import { readFileSync } from 'node:fs';
import { defineConfig, type OxlintOverride } from 'oxlint';
import { type Room, ownPackages, rooms } from './scripts/lib/rooms.ts';

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};
const everyPackage = ['vscode', ...Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })];

/** The rules that hold the room table for one room: it may import no sibling room, package, or module of Node that the table doesn't name. */
function roomRules(name: string): OxlintOverride {
  const room = rooms[name] as Room;
  const siblings = Object.keys(rooms).filter((other) => other !== name && !room.rooms.includes(other));
  const patterns = [
    {
      regex: `^(\\.\\./)+(${siblings.join('|')})/`,
      message: `src/${name} may not import this room: see scripts/lib/rooms.ts.`,
    },
    {
      regex: `^(${everyPackage.filter((one) => !mayImport(room, one)).join('|') || '-'})(/|$)`,
      message: `src/${name} may not import this package: see scripts/lib/rooms.ts.`,
    },
    ...(room.node ? [] : [{ regex: '^node:', message: `src/${name} runs without Node.` }]),
  ];
  return { files: [`src/${name}/**`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

/** The rules that hold a package beside src to the rooms that it may import. */
function packageRules(name: string): OxlintOverride {
  const allowed = ownPackages[name] ?? [];
  const others = Object.keys(rooms).filter((room) => !allowed.includes(room));
  const patterns = [
    {
      regex: `^(\\.\\./)+(src/(${others.join('|')})|test|scripts|bench|demo)/`,
      message: `${name} may import ${allowed.join(', ')} of src only: see scripts/lib/rooms.ts.`,
    },
  ];
  return { files: [`${name}/src/**`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

function mayImport({ packages }: Room, name: string): boolean {
  return packages === 'any' || packages.some((one) => (one.endsWith('/') ? name.startsWith(one) : name === one));
}

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise'],
  categories: {
    correctness: 'error',
  },
  ignorePatterns: ['dist/**', 'out/**', 'test/fixtures/**'],
  options: {
    typeAware: true,
    typeCheck: false,
    reportUnusedDisableDirectives: 'error',
  },
  rules: {
    'max-lines': [
      'error',
      {
        max: 300,
      },
    ],
    'max-lines-per-function': [
      'error',
      {
        max: 60,
      },
    ],
    'max-params': [
      'error',
      {
        max: 3,
      },
    ],
    eqeqeq: 'error',
    'no-empty': [
      'error',
      {
        allowEmptyCatch: false,
      },
    ],
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/unbound-method': 'off',
    'unicorn/filename-case': [
      'error',
      {
        case: 'camelCase',
      },
    ],
  },
  overrides: [
    ...Object.keys(rooms).map(roomRules),
    ...Object.keys(ownPackages).map(packageRules),
    {
      files: ['test/**', 'backend/test/**', 'backend/bench/**', 'browser/test/**', 'bench/**', '**/*.mjs'],
      rules: { 'max-lines-per-function': 'off' },
    },
    // Stand-ins for modules that have one.
    { files: ['*.config.ts', 'src/web/node/**'], rules: { 'import/no-default-export': 'off' } },
  ],
});
