import type { HookEvent } from '../../../core/github/hookEvent.ts';
import { documentId, isSame } from '../documents.ts';
import type { Step, SyncSession } from '../session.ts';
import { commitSteps } from './commitSteps.ts';
import type { DetailQueue } from './detailQueue.ts';
import { noteBranch } from './pushes.ts';
import { runSteps } from './runSteps.ts';

/** More than this many open pull requests are left to the next whole sync when a check ends. */
const mostOpen = 100;

/**
 * The steps that read what events of webhooks say has changed, if it is the person's. They read it from GitHub, as the whole sync does, so both
 * make the same documents; what they leave out, it finds.
 */
export async function changeSteps(
  session: SyncSession,
  queue: DetailQueue,
  changes: readonly HookEvent[],
): Promise<Step[]> {
  const { state, request } = session;
  const { login } = state.account;
  const known = changes.filter(({ repo, isPrivate }) => !session.isOff(repo) && (request.isPrivate || !isPrivate));
  const mine = known.filter(({ people }) => people.some((one) => isSame(one, login)));
  const pushed = new Set(mine.filter((change) => notePush(session, change)).map(({ repo }) => repo));
  const nodes = await nodesOf(session, known, new Set(mine));
  if (known.some(({ event }) => ['check_run', 'check_suite', 'workflow_run'].includes(event)))
    nodes.push(...(state.open.length <= mostOpen ? state.open : []));
  const ran = new Map(
    known
      .filter((change) => change.run && (mine.includes(change) || state.running[change.repo] !== undefined))
      .map(({ repo, isPrivate }) => [repo, isPrivate]),
  );
  return [
    ...commitSteps(session).filter(({ repo = '' }) => pushed.has(repo)),
    ...runSteps(session, ran).filter(({ repo = '' }) => ran.has(repo)),
    ...(nodes.length === 0
      ? []
      : [
          {
            key: 'changed',
            what: 'pull requests',
            run: async () => {
              await queue.add(nodes);
              await queue.flush();
            },
          },
        ]),
  ];
}

/** Notes a push to a branch, as the lists of repositories and pushes would. @returns false for anything else */
function notePush({ state }: SyncSession, change: HookEvent): boolean {
  const { event, repo: name, branch, sha, at, defaultBranch, isPrivate } = change;
  if (event !== 'push' || branch === undefined || sha === undefined) return false;
  const before = state.repos.find((repo) => repo.name === name);
  const pushedAt = Math.max(at, before?.pushedAt ?? 0);
  state.repos = [...state.repos.filter((repo) => repo !== before), { name, defaultBranch, pushedAt, isPrivate }];
  noteBranch(state.pushed, { repo: name, branch, at });
  return true;
}

/** Ids of the pull requests and issues that concern the person: by name, or since they did before. */
async function nodesOf(
  session: SyncSession,
  changes: readonly HookEvent[],
  mine: ReadonlySet<HookEvent>,
): Promise<string[]> {
  const idsOf = (node: string): string[] =>
    ['pull', 'issue'].map((kind) => documentId(`${kind}:${node}`, session.reader));
  const others = changes.filter((change) => !mine.has(change)).flatMap(({ nodes }) => nodes);
  const kept = await session.known(others.flatMap(idsOf));
  const concern = others.filter((node) => idsOf(node).some((id) => kept.has(id)));
  return [...new Set([...[...mine].flatMap(({ nodes }) => nodes), ...concern])];
}
