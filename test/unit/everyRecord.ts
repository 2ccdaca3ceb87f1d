import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { baseName } from '../../src/core/base/baseName.ts';
import type { RecordFact } from '../../src/core/facts/facts.ts';
import { civilDay } from '../../src/core/facts/plans.ts';
import type { RecordFields } from '../../src/core/records/recordState.ts';
import { dayOf, hourMs, minuteMs } from '../../src/core/time/days.ts';

/** Values that the samples have in common. */
export interface Planting {
  /** In every text that a person, a tool, or a repository named. */
  readonly mark: string;
  /** Root of the project that all of them are about. */
  readonly project: string;
  /** The instant of all of them, ms since the epoch. */
  readonly at: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

/** One record of each collection, with every field that it can have, by the collection's name. */
export function everyRecord({ mark, project, at, offset }: Planting): Readonly<Record<string, RecordFields>> {
  const day = dayOf(at, offset);
  const shop = baseName(project);
  const span = { start: at, end: at + hourMs };
  const evidence = [{ id: `file:${project}/${mark}.ts`, text: `${mark} fails`, url: `https://${mark}.example/1` }];
  const sha = 'abcdef0123456789abcdef0123456789abcdef01';
  const tokens = { input: 9, output: 3, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 };
  const usage = { calls: 2, tokens, costUsd: 0.1, unpricedCalls: 0, unpricedTokens: 0 };
  const usedAt = { at, branch: `${mark}branch`, ...usage };
  const lines = ['written', 'reworked', 'dropped', 'pending', 'committed', 'kept', 'redone', 'rewritten', 'deleted'];
  return {
    activities: {
      ...span,
      utcOffset: offset,
      kind: 'meeting',
      title: `${mark} call`,
      project,
      errors: 1,
      notes: `${mark}`,
    },
    agentResults: {
      ...span,
      project,
      legs: [{ ...usedAt, commit: sha, workMs: 9 }],
      lines: Object.fromEntries([...lines, 'survived', 'young'].map((name) => [name, 1])),
      commits: [{ sha, at, lines: 3 }],
    },
    agentRuns: {
      ...span,
      status: 'succeeded',
      agent: 'claude',
      model: 'claude-sonnet-4-5',
      prompt: `${mark} prompt`,
      promptFile: `.github/prompts/${mark}.md`,
      promptVersion: sha,
      title: `${mark} run`,
      task: `Mend ${mark}`,
      command: ['claude', '-p', mark],
      permission: 'edit',
      limits: { minutes: 30, usd: 2, turns: 50 },
      verify: [`npm test ${mark}`],
      project,
      worktree: `/data/${mark}/tree`,
      branch: `${mark}branch`,
      base: sha,
      owner: { pid: 1, start: '5' },
      outputKey: 'ab'.repeat(32),
      attempts: 1,
      session: `${mark}session`,
      outcome: { reason: 'exited', exitCode: 0, isError: false, denials: 0, turns: 3, workMs: 60_000, costUsd: 0.2 },
      verification: {
        state: 'passed',
        at,
        steps: [{ command: `npm test ${mark}`, outcome: 'passed', exitCode: 0, ms: 5 }],
        tree: sha,
      },
      snapshot: sha,
      notice: `${mark} is left`,
      viewedAt: at,
      reviewedAt: at,
      mergedAt: at,
    },
    agentSessions: {
      ...span,
      tool: 'claude-code',
      offset,
      project,
      turns: 2,
      toolCalls: 3,
      usage: [{ ...usedAt, model: 'claude-sonnet-4-5' }],
      work: [[at, at + minuteMs]],
      key: 'k',
      category: 'fix',
      categoryBy: 'branch',
      waits: [[at + minuteMs, at + 2 * minuteMs]],
      failures: [[at, 'tool', 1]],
    },
    agentTelemetry: {
      ...span,
      ...usage,
      tool: 'codex',
      model: 'gpt-5.2-codex',
      key: 'k2',
      offset,
      seen: [['abcdef0123', 5]],
    },
    breakAnswers: { start: at, answer: 'snooze' },
    calendarDays: {
      ...span,
      calendar: 'calendars:1',
      events: [{ id: 'e1', title: `${mark} meeting`, ...span, allDay: false, state: 'busy' }],
    },
    calendars: {
      name: `${mark} calendar`,
      source: 'url',
      host: `${mark}.example`,
      use: 'meeting',
      status: 'on',
      since: at - hourMs,
      addresses: [`me@${mark}.example`],
    },
    categories: { name: `${mark} category`, color: 'blue', counts: 'productive' },
    categoryRules: {
      category: 'coding',
      sort: 1,
      glob: `**/${mark}/**`,
      project,
      title: `${mark} *`,
      domain: `${mark}.dev`,
    },
    corrections: { ...span, at, utcOffset: offset, what: 'reassign', kind: 'planning', project },
    decisions: {
      start: at,
      title: `Use ${mark}`,
      why: `Since ${mark} is fast`,
      project,
      branch: `${mark}branch`,
      commit: sha,
      files: [`src/${mark}.ts`],
      session: 'claude-code:1',
      task: `${mark} task`,
    },
    dismissedSuggestions: span,
    dismissedTips: { tip: 'breaks', day },
    entryRules: { title: `${mark} entry`, tags: [`${mark}tag`], project, branch: `${mark}branch` },
    focusSessions: {
      title: `${mark} focus`,
      project,
      minutes: 25,
      pomodoro: { breakMinutes: 5, longBreakMinutes: 15, every: 4 },
      start: at,
      offset,
      began: at,
    },
    focusStops: { session: 'focusSessions:1', start: at + minuteMs },
    goals: {
      measure: 'project',
      project,
      direction: 'atLeast',
      target: 60,
      period: 'day',
      weekdays: [0, 1, 2, 3, 4, 5, 6],
      firstDay: day,
      status: 'active',
    },
    judgements: {
      version: 1,
      verdict: 'useful',
      list: 'tools',
      about: `${mark} tool`,
      evidence: [`file:${project}`],
      start: at,
    },
    meetingAnswers: { ...span, status: 'attended' },
    planBlocks: { ...span, task: 'planTasks:1', day },
    planTasks: {
      ...civilDay(day),
      sort: 1,
      title: `Sell ${mark}`,
      priority: 'high',
      minutes: 30,
      source: 'user',
      project,
      evidence,
    },
    plans: {
      ...civilDay(day),
      provider: 'rules',
      capacityMinutes: 240,
      capacityEvidence: evidence,
      learning: { title: `Learn ${shop}`, minutes: 20, done: false, evidence },
      reflection: { question: `What held up ${shop}?`, answer: `${shop} was slow`, evidence },
    },
    promptUses: { start: at, prompt: `${mark} prompt`, project, file: `${mark}.md`, version: sha, way: 'chat' },
    restDays: { from: day, to: day },
    sessionCategories: { start: at, project, category: 'fix' },
    starts: { ...span, task: 'planTasks:1', project, branch: `${mark}branch`, running: false, utcOffset: offset },
    taskFilters: {
      name: `${mark} filter`,
      search: `${mark}words`,
      tag: `${mark}tag`,
      category: `${mark}category`,
      project,
      scope: 'open',
      groupBy: 'due',
      sortBy: 'manual',
    },
    taskOccurrences: { task: 'tasks:1', day, status: 'done', settledOn: day, settledAt: at },
    tasks: {
      title: `Mend ${mark}`,
      description: `About ${mark}`,
      notes: `${mark}note`,
      priority: 'high',
      status: 'done',
      tags: [`${mark}tag`],
      category: `${mark}category`,
      project,
      estimate: 30,
      dueOn: { day, time: '12:00', zone: 'Europe/Berlin' },
      due: at,
      sort: at,
      createdAt: at,
      updatedAt: at,
      doneAt: at,
      links: [
        { kind: 'url', url: `https://${mark}.example/1`, title: `${mark} page` },
        { kind: 'branch', branch: `${mark}branch`, project },
        { kind: 'file', file: `src/${mark}.ts`, line: 12, project },
      ],
    },
    timeEntries: {
      ...span,
      title: `${mark} entry`,
      tags: [`${mark}tag`],
      project,
      note: `${mark}note`,
      offset,
      began: at,
    },
    timerKeptGaps: { ...span, entry: 'timeEntries:1' },
    timerStops: { entry: 'timeEntries:1', start: at + hourMs, how: 'stop' },
    typingCounts: { start: at, offset, typed: 5, removed: 1, keys: 9, mouse: 2 },
    webhookDeliveries: {
      start: at,
      due: at,
      webhook: 'webhooks:1',
      event: 'task.completed:1',
      type: 'task.completed',
      body: JSON.stringify({ type: 'task.completed', data: { title: `Mend ${shop}`, project } }),
      status: 'failed',
      attempts: 9,
      lastStatus: 500,
      reason: 'answered 500',
    },
    webhooks: {
      url: `https://${mark}.example/hook`,
      events: ['task.completed'],
      names: true,
      allowPrivate: false,
      status: 'active',
    },
  };
}

/** The samples as facts of one writer; the id of each is its collection and 1. */
export function everyRecordFact(planting: Planting): RecordFact[] {
  return Object.entries(everyRecord(planting)).map(([collection, fields]) => ({
    type: 'record',
    id: `${collection}:1`,
    collection,
    clock: { time: planting.at, count: 0, writer: '0123456789ab' },
    fields,
  }));
}

/** Finds the places in which the sources define collections. */
export function definedCollections(): {
  readonly file: string;
  readonly variable: string;
}[] {
  return globSync('src/**/*.ts', { cwd: projectFolder }).flatMap((file) => {
    const text = readFileSync(path.join(projectFolder, file), 'utf8');
    const found = text.matchAll(/^(?:export )?const (\w+) = collection\(/gm);
    return Array.from(found, ([, variable = '']) => ({ file, variable }));
  });
}
