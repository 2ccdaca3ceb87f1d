import type { OpenApi } from './openapi.ts';
import type { World, WorldCommit, WorldItem, WorldRepo, WorldRun } from './world.ts';

const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** Turns the world into bodies of GitHub's shape: the description's own minimal body, with the world's values. */
export class Answers {
  readonly #api: OpenApi;
  readonly #world: World;
  readonly #base: string;
  readonly #samples = new Map<string, Record<string, unknown>>();

  constructor(api: OpenApi, world: World, base: string) {
    this.#api = api;
    this.#world = world;
    this.#base = base;
  }

  user(): object {
    const { login, id } = this.#world.me;
    return { ...this.#sample('private-user'), login, id, type: 'User', avatar_url: `${this.#base}/avatar.png` };
  }

  repo({ name, isPrivate, defaultBranch, pushedAt }: WorldRepo): object {
    const [owner = '', short = ''] = name.split('/');
    const times = { pushed_at: iso(pushedAt), created_at: iso(0), updated_at: iso(pushedAt) };
    return {
      ...this.#sample('repository'),
      ...times,
      name: short,
      full_name: name,
      private: isPrivate,
      default_branch: defaultBranch,
      owner: this.#account(owner),
      permissions: { admin: true, pull: true, push: true },
    };
  }

  push({ repo, branch, at }: World['pushes'][number], id: number): object {
    const actor = { ...this.#sample('actor'), login: this.#world.me.login };
    const head = 'b'.repeat(40);
    const payload = { repository_id: 1, push_id: id, ref: `refs/heads/${branch}`, head, before: 'a'.repeat(40) };
    const place = { id: 1, name: repo, url: `${this.#base}/repos/${repo}` };
    return { id: String(id), type: 'PushEvent', actor, repo: place, payload, public: true, created_at: iso(at) };
  }

  /** The branch itself, where a push contains its full reference. */
  deletion({ repo, branch, at }: World['pushes'][number], id: number): object {
    const actor = { ...this.#sample('actor'), login: this.#world.me.login };
    const place = { id: 1, name: repo, url: `${this.#base}/repos/${repo}` };
    const payload = { ref: branch, ref_type: 'branch', full_ref: `refs/heads/${branch}`, pusher_type: 'user' };
    return { id: String(id), type: 'DeleteEvent', actor, repo: place, payload, public: true, created_at: iso(at) };
  }

  commit(commit: WorldCommit): object {
    const { sha, repo, message, author, authoredAt, committedAt, parents } = commit;
    const person = { name: author, email: `${author}@example.com` };
    const sample = this.#sample('commit');
    const inner = sample['commit'] as Record<string, unknown>;
    return {
      ...sample,
      sha,
      node_id: `C_${sha}`,
      html_url: `https://github.example/${repo}/commit/${sha}`,
      author: this.#account(author),
      committer: this.#account(author),
      parents: Array.from({ length: parents }, (_, i) => ({
        sha: `${i}`.repeat(40),
        url: this.#base,
        html_url: this.#base,
      })),
      commit: {
        ...inner,
        message,
        author: { ...person, date: iso(authoredAt) },
        committer: { ...person, date: iso(committedAt) },
      },
    };
  }

  item(item: WorldItem): object {
    const { node, of, repo, number, title, author, createdAt, updatedAt, closedAt, assignees, replies } = item;
    const url = `https://github.example/${repo}/${of === 'pull' ? 'pull' : 'issues'}/${number}`;
    const links = { url, html_url: url, diff_url: url, patch_url: url };
    return {
      ...this.#sample('issue-search-result-item'),
      node_id: node,
      number,
      title,
      html_url: url,
      repository_url: `${this.#base}/repos/${repo}`,
      state: closedAt === undefined ? 'open' : 'closed',
      user: this.#account(author),
      assignee: assignees[0] === undefined ? null : this.#account(assignees[0]),
      assignees: assignees.map((login) => this.#account(login)),
      comments: replies.filter(({ verdict }) => verdict === undefined).length,
      created_at: iso(createdAt),
      updated_at: iso(updatedAt),
      closed_at: closedAt === undefined ? null : iso(closedAt),
      ...(of === 'pull' && {
        draft: item.isDraft ?? false,
        pull_request: { ...links, merged_at: item.isMerged && closedAt !== undefined ? iso(closedAt) : null },
      }),
    };
  }

  run(run: WorldRun, number: number): object {
    const attempt = run.attempts[number - 1];
    if (!attempt) throw new RangeError(`run ${run.id} has no attempt ${number}`);
    const { startedAt, endedAt, conclusion = null } = attempt;
    return {
      ...this.#sample('workflow-run'),
      id: run.id,
      node_id: `WFR_${run.id}`,
      name: run.workflow,
      display_title: 'A change',
      run_attempt: number,
      run_number: 1,
      event: 'push',
      status: endedAt === undefined ? 'in_progress' : 'completed',
      conclusion: endedAt === undefined ? null : conclusion,
      head_branch: run.branch,
      head_sha: run.sha,
      html_url: `https://github.example/${run.repo}/actions/runs/${run.id}`,
      created_at: iso(run.createdAt),
      run_started_at: iso(startedAt),
      updated_at: iso(endedAt ?? startedAt),
      actor: this.#account(run.actor),
    };
  }

  #account(login: string): object {
    const type = login.endsWith('[bot]') ? 'Bot' : 'User';
    return { ...this.#sample('simple-user'), login, type, avatar_url: `${this.#base}/avatar.png` };
  }

  #sample(name: string): Record<string, unknown> {
    const known = this.#samples.get(name) ?? this.#api.sample(name);
    this.#samples.set(name, known);
    return known;
  }
}
