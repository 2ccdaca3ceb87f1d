import { baseName } from '../../core/base/baseName.ts';
import { jsonOf } from '../../core/base/jsonOf.ts';
import type { EraseRequest } from './eraseRows.ts';
import { isJson, type JsonObject } from './json.ts';
import { projectScope } from './projectScope.ts';
import type { SealedTexts } from './sealedTexts.ts';

/**
 * Returns the GitHub repositories of a project as `owner/name`: the known ones, those that contain its commits, and, if there are neither,
 * those that are named like its folder and contain no other project's commit.
 */
export function repositoriesOf(
  texts: SealedTexts,
  { project, repositories = [] }: EraseRequest & { readonly project: string },
): Set<string> {
  const { isWithin } = projectScope(project, []);
  const commits = bodiesIn(texts, 'commits').map(({ hash, project: of }) => [hash, of] as const);
  const projectOf = new Map(commits);
  const folder = baseName(project).toLowerCase();
  const own = new Set(repositories);
  const [named, others] = [new Set<string>(), new Set<string>()];
  for (const body of bodiesIn(texts, 'github')) {
    const owner = body['sha'] === undefined ? undefined : projectOf.get(body['sha']);
    for (const name of namesIn(body)) {
      if (typeof owner === 'string') (isWithin(owner) ? own : others).add(name);
      if (name.split('/').at(-1)?.toLowerCase() === folder) named.add(name);
    }
  }
  return own.size > 0 ? own : new Set([...named].filter((name) => !others.has(name)));
}

/** The repositories that an event, the state of the sync, or the choice of repositories names. */
function namesIn({ repo, repos, pushed, off }: JsonObject): string[] {
  const names = [
    repo,
    ...(Array.isArray(repos) ? repos.map((each: unknown) => (isJson(each) ? each['name'] : undefined)) : []),
    ...(isJson(pushed) ? Object.keys(pushed) : []),
    ...(Array.isArray(off) ? (off as unknown[]) : []),
  ];
  return names.filter((name) => typeof name === 'string');
}

function bodiesIn(texts: SealedTexts, collection: string): JsonObject[] {
  return texts.database.all('SELECT body FROM document WHERE collection = ?', collection).flatMap(([number]) => {
    const value = jsonOf(texts.get(number) ?? '');
    return isJson(value) ? [value] : [];
  });
}
