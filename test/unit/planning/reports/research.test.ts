import assert from 'node:assert/strict';
import { Outgoing } from '../../../../src/ai/outgoing.ts';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { openHeadless, type Headless } from '../../../../src/headless/openHeadless.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { StorageFolder, wasmPath } from '../../storage/storageFolder.ts';
import { span } from '../../storage/facts.ts';

const engine = '/home/ada/engine';
const minute = 60_000;

describe('research', () => {
  let disk: StorageFolder;
  let headless: Headless;
  let began: number;
  const today = () => new Date(began).toISOString().slice(0, 10);
  const run = (operation: string, params: object) => headless.operate({ transport: 'http', operation, params });
  const research = () => run('research.get', { from: today(), to: today() });

  // On `mill` with pages in between; later on `main`, with news and documentation after it.
  beforeEach(async () => {
    disk = new StorageFolder();
    const { folder, clock } = disk;
    began = Math.floor(clock.now() / 86_400_000) * 86_400_000 - 20 * 60 * minute;
    const journal = disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
    let number = 0;
    const at = (from: number, to: number, more: Partial<SpanFact>): SpanFact => {
      const id = `${journal.writer}:${++number}`;
      return span({ id, start: began + from * minute, end: began + to * minute, offset: 0, ...more });
    };
    const page = ([from, to]: readonly [number, number], kind: SpanFact['kind'], file: string): SpanFact => {
      const { project: _, language: __, branch: ___, ...bare } = at(from, to, { kind, file });
      return { ...bare, source: 'hub', scheme: 'web', edits: {} };
    };
    for (const fact of [
      at(0, 10, { branch: 'mill' }),
      page([10, 16], 'learning', 'docs.python.org/3/library'),
      page([16, 20], 'browsing', 'someones.page'),
      at(20, 30, { branch: 'mill' }),
      at(120, 180, { branch: 'main' }),
      page([180, 190], 'browsing', 'bbc.com'),
      page([190, 200], 'learning', 'docs.rs'),
    ])
      journal.append(fact);
    await journal.close();
    headless = openHeadless({ folder, wasmPath, clock, mayWrite: true });
  });
  afterEach(async () => {
    await headless.close();
    disk.remove();
  });

  const mill = {
    project: engine,
    projectName: 'engine',
    branch: 'mill',
    ms: 10 * minute,
    sites: [
      { site: 'docs.python.org', ms: 6 * minute },
      { site: 'someones.page', ms: 4 * minute },
    ],
  };

  it('is time on pages around work, by project and branch, with its sites', async () => {
    assert.deepEqual(await research(), { totalMs: 10 * minute, rows: [mill] });
  });

  it('counts for the task of the branch, and for that of an entry that ran then', async () => {
    const { id } = (await run('tasks.create', { title: 'Turn the mill' })) as { id: string };
    await run('tasks.linkBranch', { id, branch: 'mill', project: engine });
    const rows = [{ ...mill, task: id, title: 'Turn the mill' }];
    assert.deepEqual(await research(), { totalMs: 10 * minute, rows });
    const time = await run('tasks.time', { id });
    assert.deepEqual(time, { entriesMs: 0, branchMs: 30 * minute, totalMs: 30 * minute, researchMs: 10 * minute });
    const other = (await run('tasks.create', { title: 'Read' })) as { id: string };
    await run('entries.save', { task: other.id, start: began + 16 * minute, end: began + 20 * minute });
    const split = (await research()) as { rows: { task?: string; ms: number }[] };
    assert.deepEqual(
      split.rows.map(({ task, ms }) => [task, ms / minute]),
      [
        [id, 6],
        [other.id, 4],
      ],
    );
  });

  it('tells a model no site where it may not have names', async () => {
    const answers = [await research(), await run('day.get', { day: today() })];
    for (const names of ['none', 'aliased'] as const) {
      const sent = JSON.stringify(answers.map((one) => new Outgoing({ isEnabled: true, names }).answer(one)));
      assert.doesNotMatch(sent, /python|someones|bbc|docs\.rs/);
    }
  });

  it('shows the site and its category on the timeline of the day', async () => {
    const { timeline, researchMs } = (await run('day.get', { day: today() })) as {
      timeline: { kind: string; project?: string; site?: string; category?: string }[];
      researchMs: number;
    };
    assert.equal(researchMs, 10 * minute);
    assert.deepEqual(
      timeline.map(({ kind, project, site, category }) => [kind, project, site, category]),
      [
        ['coding', 'engine', undefined, undefined],
        ['learning', 'engine', 'docs.python.org', 'Learning'],
        ['learning', 'engine', 'someones.page', 'Learning'],
        ['coding', 'engine', undefined, undefined],
        ['coding', 'engine', undefined, undefined],
        ['browsing', undefined, 'bbc.com', 'Leisure'],
        ['learning', undefined, 'docs.rs', 'Learning'],
      ],
    );
  });
});
