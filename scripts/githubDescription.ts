import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from './lib/folders.mjs';
import { SetupError, exitOnFailure } from './lib/progress.mjs';
import { runQuietly } from './lib/run.ts';

/** GitHub's published OpenAPI description as a package: 385 MB, of which the tests need about 70 KB. */
const source = '@octokit/openapi@23.0.2';

/** The endpoints of the fake GitHub. */
const routes = [
  '/user',
  '/user/repos',
  '/users/{username}/events',
  '/search/issues',
  '/repos/{owner}/{repo}/commits',
  '/repos/{owner}/{repo}/actions/runs',
  '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
];
/** Schemas that it makes bodies of by their names. */
const schemas = [
  'private-user',
  'simple-user',
  'actor',
  'repository',
  'commit',
  'issue-search-result-item',
  'workflow-run',
];

/** The parts of a schema, a parameter, or an operation that `test/fakes/github/openapi.ts` reads. */
const words = new Set(
  '$ref type nullable enum format properties required additionalProperties items anyOf oneOf allOf maximum name in schema parameters responses content application/json get'.split(
    ' ',
  ),
);

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Removes text for people and examples. Below these keys are names rather than keywords of the format. */
const named = new Set(['properties', 'responses']);

function bare(value: unknown, isNamed = false): unknown {
  if (Array.isArray(value)) return value.map((item) => bare(item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => isNamed || words.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, bare(inner, !isNamed && named.has(key))]));
}

/** A self-contained part of a description: routes and schemas, with everything that they refer to. */
function partOf(document: Json): Json {
  const part: Record<string, unknown> = {};
  const add = (steps: readonly string[]): void => {
    let [from, to]: [unknown, Record<string, unknown>] = [document, part];
    for (const step of steps.slice(0, -1)) {
      from = (from as Json)[step];
      to = (to[step] ??= {}) as Record<string, unknown>;
    }
    const last = steps.at(-1) ?? '';
    if (last in to) return;
    const found = isObject(from) ? from[last] : undefined;
    if (found === undefined) throw new SetupError(`${source} has no ${steps.join('/')}`);
    to[last] = bare(found);
    for (const [, reference = ''] of JSON.stringify(to[last]).matchAll(/"\$ref":"#\/([^"]+)"/g))
      add(reference.split('/'));
  };
  for (const route of routes) add(['paths', route, 'get']);
  for (const name of schemas) add(['components', 'schemas', name]);
  return part;
}

/** `node scripts/githubDescription.ts`: regenerates test/fixtures/github/openapi.json from the package. */
async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-openapi-'));
  try {
    for (const [file, args] of [
      ['npm', ['pack', source, '--pack-destination', folder, '--silent']],
      ['tar', ['-xzf', `octokit-openapi-${source.split('@').at(-1)}.tgz`]],
    ] as const) {
      const { code, output } = await runQuietly(file, args, { cwd: folder, timeout: 600_000 });
      if (code !== 0) throw new SetupError(`${file} ${args.join(' ')}: ${output.trim()}`);
    }
    const text = readFileSync(path.join(folder, 'package/generated/api.github.com.json'), 'utf8');
    const about = {
      title: `A part of GitHub's OpenAPI description, from ${source} (MIT), made by scripts/githubDescription.ts`,
    };
    const target = path.join(projectFolder, 'test/fixtures/github/openapi.json');
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, `${JSON.stringify({ info: about, ...partOf(JSON.parse(text) as Json) })}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) exitOnFailure(main());
