import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findAnyLogs } from '../../../src/agents/findLogs.ts';
import { LogIndex } from '../../../src/agents/logIndex.ts';
import { agentSessions } from '../../../src/agents/sessionRecords.ts';
import { sessionsOf, type FoundSession } from '../../../src/agents/sessions.ts';
import { addTotals, noUsage, totalUsage } from '../../../src/agents/summary.ts';
import { translator } from '../../../src/core/base/translate.ts';
import { recordsOf } from '../../../src/core/records/records.ts';
import { recordSessions } from '../../../src/extension/features/agents/recordSessions.ts';
import type { Services } from '../../../src/extension/services.ts';
import { DataFolder } from '../../../src/headless/dataFolder.ts';
import { openHeadless } from '../../../src/headless/openHeadless.ts';
import { defaultAnswerSettings } from '../../../src/headless/settingsFile.ts';
import { folderSecret } from '../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';
import { span } from '../storage/facts.ts';
import { StorageFolder, wasmPath } from '../storage/storageFolder.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/agents');
const options = { prices: {}, offsetAt: () => 0 };

function index(): LogIndex {
  const made = new LogIndex();
  made.update(findAnyLogs(fixtures));
  return made;
}

const found = (): FoundSession[] => index().ledgers.flatMap((ledger) => sessionsOf(ledger, options));

describe('sessions of AI tools', () => {
  it('have all calls of the logs, each in one session, and the same ids each time', () => {
    for (const ledger of index().ledgers) {
      const sessions = sessionsOf(ledger, options);
      const sum = sessions.flatMap(({ session }) => session.usage).reduce(addTotals, noUsage);
      const { calls, tokens, costUsd } = totalUsage(ledger.entries());
      assert.deepEqual([sum.calls, sum.tokens], [calls, tokens], ledger.tool);
      assert.ok(Math.abs(sum.costUsd - costUsd) < 1e-6);
      for (const { session } of sessions) {
        assert.deepEqual(agentSessions.schema.parse(session), session);
        assert.ok(session.start <= session.end);
      }
    }
    assert.deepEqual(found(), found());
    assert.equal(new Set(found().map(({ id }) => id)).size, found().length);
    assert.ok(readdirSync(fixtures).length > 5 && found().length > 15);
  });

  it('of Claude Code have stretches of work', () => {
    const sessions = found().filter(({ session }) => session.tool === 'claude-code');
    assert.ok(sessions.some(({ session }) => session.work.length > 0));
    for (const { session } of sessions)
      for (const [start, end] of session.work) assert.ok(start < end && end <= session.end + 3_600_000);
  });
});

describe('the record of AI tools', () => {
  let disk: StorageFolder;
  let data: DataFolder;
  const t = translator();

  beforeEach(async () => {
    disk = new StorageFolder();
    const { folder, clock } = disk;
    const journal = disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
    journal.append(span());
    await journal.close();
    data = new DataFolder({ folder, wasmPath, clock, mayWrite: true });
  });
  afterEach(async () => {
    await data.close();
    disk.remove();
  });

  /** The services that recording needs, over the real store. */
  function services(): Pick<Services, 'read' | 'records'> {
    const { clock } = disk;
    const read = (query: string | { readonly name: string }, params: unknown): Promise<unknown> => {
      const operation = typeof query === 'string' ? query : query.name;
      return data.answer({ operation, params, options: { ...defaultAnswerSettings, now: clock.now(), offset: 0 } });
    };
    const app = { clock, t, recorder: data.recorder, read: read as never };
    return { read: read as never, records: recordsOf(app) };
  }

  it('is written once, survives the logs, and answers for all of it', async () => {
    const all = found();
    const latest = Math.max(...all.map(({ session }) => session.end));
    disk.clock.jump(latest + 3_600_000 - disk.clock.now());
    assert.equal(await recordSessions(services(), { sessions: all, results: [], excluded: [] }), all.length);
    assert.equal(
      await recordSessions(services(), { sessions: all, results: [], excluded: [] }),
      0,
      'the same logs again',
    );
    assert.equal(await recordSessions(services(), { sessions: [], results: [], excluded: [] }), 0, 'the logs are gone');
    const [first] = all;
    assert.ok(first);
    const longer = { ...first, session: { ...first.session, turns: first.session.turns + 1 } };
    assert.equal(
      await recordSessions(services(), { sessions: [longer], results: [], excluded: [] }),
      1,
      'a session that went on',
    );
    const { folder, clock } = disk;
    const plansUsd = { 'claude-code': 300, 'copilot-chat': 30 };
    const readOptions = () => ({ ...defaultAnswerSettings, plansUsd, now: clock.now(), offset: 0 });
    const headless = openHeadless({ folder, wasmPath, clock, readOptions });
    const ask = (days: number) => headless.operate({ transport: 'http', operation: 'agents.usage', params: { days } });
    const usage = (await ask(366)) as Record<
      'tools' | 'projects' | 'models' | 'days',
      { name: string; calls: number; planUsd?: number }[]
    > & {
      sessions: number;
      totals: { calls: number; planUsd: number };
      time: unknown;
    };
    const parts = all.flatMap(({ session }) => session.usage).filter(({ at }) => at > latest - 365 * 86_400_000);
    assert.equal(
      usage.totals.calls,
      parts.reduce((sum, { calls }) => sum + calls, 0),
    );
    for (const list of [usage.tools, usage.projects, usage.models, usage.days])
      assert.equal(
        list.reduce((sum, { calls }) => sum + calls, 0),
        usage.totals.calls,
      );
    // A plan is divided by use. Chats in VS Code have no price, so their plan falls on the tool alone.
    const planned = (list: typeof usage.tools): number =>
      Math.round(list.reduce((sum, { planUsd = 0 }) => sum + planUsd, 0) * 1e6) / 1e6;
    const planOf = (tool: string): number => planned(usage.tools.filter(({ name }) => name === tool));
    assert.ok(planOf('claude-code') > 12 * 300 && planOf('claude-code') < 12.1 * 300);
    assert.ok(Math.abs(planOf('claude-code') - 10 * planOf('copilot-chat')) < 1e-5);
    assert.equal(planned(usage.tools), Math.round(usage.totals.planUsd * 1e6) / 1e6);
    for (const list of [usage.models, usage.projects, usage.days]) assert.equal(planned(list), planOf('claude-code'));
    assert.equal(usage.time, null);
    assert.notEqual(((await ask(7)) as { time: unknown }).time, null);
    // The days together have what the range has, each session with its own part of them.
    type DayAnswer = { sessions: { workMs: number; totals: { calls: number } }[]; totals: { calls: number } };
    let calls = 0;
    for (const { day, calls: expected } of usage.days as unknown as { day: string; calls: number }[]) {
      const answer = (await headless.operate({
        transport: 'http',
        operation: 'agents.day',
        params: { day },
      })) as DayAnswer;
      assert.equal(answer.totals.calls, expected, day);
      calls += answer.sessions.reduce((sum, { totals }) => sum + totals.calls, 0);
    }
    assert.equal(calls, usage.totals.calls);
    const told = JSON.stringify(await headless.gate('none').outgoing(usage));
    assert.match(told, /claude-code/);
    for (const { name } of usage.projects) if (name.length > 3) assert.doesNotMatch(told, new RegExp(`"${name}"`));
    await headless.close();
  });

  it('loses the sessions of a project that is erased, and no other', async () => {
    await recordSessions(services(), { sessions: found(), results: [], excluded: [] });
    await data.close();
    const { folder, clock } = disk;
    const sealer = new Vault({ folder, clock, secret: folderSecret(folder) });
    const store = await disk.store({ sealer });
    const projects = (): (string | undefined)[] =>
      store
        .records(agentSessions.name, { limit: 500 })
        .states.flatMap((state) => agentSessions.read(state) ?? [])
        .map(({ project }) => project);
    const before = projects();
    const erased = before.find((project) => project !== undefined) ?? '';
    store.erase({ project: erased });
    const left = before.filter((project) => project !== erased && !project?.startsWith(`${erased}/`));
    assert.ok(left.length > 0 && left.length < before.length);
    assert.deepEqual(new Set(projects()), new Set(left));
    assert.equal(projects().length, left.length);
  });
});
