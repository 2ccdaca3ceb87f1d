import { seededHistory } from '../../bench/insights/seededHistory.ts';
import type { Fact } from '../../src/core/facts/facts.ts';
import { civilDay } from '../../src/core/facts/plans.ts';
import { dayOf } from '../../src/core/time/days.ts';

/** In every possible name, and nowhere else. */
export const mark = 'zq7';
export const history = seededHistory(5, 'flaky-test');
/** The id of a task of the list. */
export const plannedTask = '0123456789ab:9000';
/** The id of a session of an AI tool. */
export const plannedSession = 'claude-code:0123456789abcdef';
export const day = dayOf(history.now, history.offset, 0);

const planted = (name: string): string =>
  name
    .split('/')
    .map((part) => (part === '' ? '' : `${mark}${part}`))
    .join('/');

/** Puts the mark into everything that a person, a tool or a repository named. */
function plant(fact: Fact): Fact {
  const place = Object.fromEntries(
    (
      ['project', 'file', 'branch', 'language', 'name', 'title', 'notes', 'message', 'reporter', 'code'] as const
    ).flatMap((key) => {
      const name = (fact as unknown as Record<string, unknown>)[key];
      return typeof name === 'string' && name !== '' ? [[key, planted(name)]] : [];
    }),
  );
  return { ...fact, ...place } as Fact;
}

function extras(): Fact[] {
  const at = history.now - 3_600_000;
  const time = { start: at, end: at + 1000, offset: history.offset };
  const document = { type: 'document', rev: 1, at, ...time } as const;
  const sha = `${mark}`.padEnd(40, '0');
  const evidence = [{ id: `github:pull:${mark}`, text: `${mark} waits`, url: `https://${mark}.example/1` }];
  const tasks = [1, 2].map((order): Fact => ({
    type: 'planTask',
    id: `task-${order}`,
    rev: 1,
    at,
    day,
    order,
    title: `Sell ${mark}shop ${order}`,
    priority: 'high',
    minutes: 30,
    source: 'user',
    project: `/home/${mark}me/${mark}shop`,
    evidence,
  }));
  return [
    ...tasks,
    ...planned(at),
    {
      type: 'plan',
      id: `plan:${day}`,
      rev: 1,
      at,
      day,
      provider: 'rules',
      capacityMinutes: 240,
      capacityEvidence: [],
      learning: { title: `Learn ${mark}shop`, minutes: 20, done: false, evidence },
      reflection: { question: `What held up "Sell ${mark}shop 1"?`, answer: mark, evidence },
    },
    {
      ...document,
      id: `commit:${sha}`,
      collection: 'commits',
      body: JSON.stringify({
        hash: sha,
        subject: `${mark} subject`,
        project: `/home/${mark}me/${mark}shop`,
        files: 1,
        insertions: 1,
        deletions: 0,
      }),
    },
  ];
}

/** A task of the list, a time entry, and a saved filter, in which everything that a person typed has the mark. */
function planned(at: number): Fact[] {
  const clock = { time: at, count: 0, writer: '0123456789ab' };
  const project = `/home/${mark}me/${mark}shop`;
  const typed = { title: `Sell ${mark}shop`, tags: [`${mark}tag`], project };
  return [
    {
      type: 'record',
      id: plannedTask,
      collection: 'tasks',
      clock,
      fields: {
        ...typed,
        description: `About ${mark}shop and ${mark}secret`,
        notes: `${mark}note`,
        category: `${mark}category`,
        priority: 'high',
        status: 'todo',
        estimate: 30,
        sort: at,
        createdAt: at,
        updatedAt: at,
        links: [
          { kind: 'url', url: `https://${mark}.example/1`, title: `${mark} page` },
          { kind: 'branch', branch: `${mark}branch`, project },
          { kind: 'file', file: `src/${mark}.ts`, line: 12, project },
        ],
      },
    },
    {
      type: 'record',
      id: plannedSession,
      collection: 'agentSessions',
      clock,
      fields: {
        tool: 'claude-code',
        start: at,
        end: at + 600_000,
        offset: history.offset,
        project,
        turns: 2,
        toolCalls: 12,
        usage: [
          {
            at,
            model: 'claude-sonnet-4-5',
            branch: `${mark}branch`,
            calls: 12,
            tokens: { input: 1200, output: 340, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 },
            costUsd: 0.12,
            unpricedCalls: 0,
            unpricedTokens: 0,
          },
        ],
        work: [[at, at + 600_000]],
        failures: [[at, 'tool', 1]],
      },
    },
    {
      type: 'record',
      id: '0123456789ab:9001',
      collection: 'timeEntries',
      clock,
      fields: {
        ...typed,
        task: plannedTask,
        note: `${mark}note`,
        start: at,
        end: at + 600_000,
        offset: history.offset,
      },
    },
    {
      type: 'record',
      id: '0123456789ab:9010',
      collection: 'planTasks',
      clock,
      fields: {
        ...civilDay(day),
        sort: 1,
        title: typed.title,
        priority: 'high',
        minutes: 30,
        source: 'user',
        project,
        evidence: [],
      },
    },
    {
      type: 'record',
      id: '0123456789ab:9010#1',
      collection: 'planBlocks',
      clock,
      fields: { task: '0123456789ab:9010', day, start: at, end: at + 1_800_000 },
    },
    {
      type: 'record',
      id: '0123456789ab:9002',
      collection: 'taskFilters',
      clock,
      fields: {
        name: `${mark}filter`,
        search: `${mark}words`,
        tag: `${mark}tag`,
        category: `${mark}category`,
        project,
        scope: 'open',
        groupBy: 'due',
        sortBy: 'manual',
      },
    },
  ];
}

/** A month of work in which every name has the mark. */
export const plantedFacts: readonly Fact[] = [...history.facts.map(plant), ...extras()];
