import assert from 'node:assert/strict';
import { hourMs } from '../../../../src/core/time/days.ts';
import { fieldValues } from '../../../../src/core/records/recordState.ts';
import { eraseRows, lastInstant, namedRows } from '../../../../src/storage/erase/eraseRows.ts';
import { isDeep, isJson } from '../../../../src/storage/erase/json.ts';
import { projectScope } from '../../../../src/storage/erase/projectScope.ts';
import { readMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { activity, diagnostic, document, record, run, span, state } from '../facts.ts';
import { openMemoryTables, type MemoryTables } from '../facts/memoryTables.ts';

const { start } = span();
const end = start + 1000;
const project = '/home/ada/engine';

describe('rows that are erased', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());
  const erase = (what: Parameters<typeof eraseRows>[2]) => eraseRows(tables.database, plainSealer, what);

  it('are those that overlap a range', () => {
    const all = () => {
      for (const table of ['span', 'run', 'diagnostic', 'state', 'document'])
        tables.database.run(`DELETE FROM ${table}`);
      tables.write(
        span({ end }),
        span({ id: 'w:0', end: start }),
        run({ end }),
        diagnostic({ fixed: end }),
        state(),
        document({ end }),
      );
    };
    const whole = { span: 1, run: 1, diagnostic: 1, document: 1 };
    for (const [from, to, erased] of [
      [start, start + 1, { ...whole, span: 2, state: 1 }],
      [start - 1, start, {}],
      [start + 1, end, whole],
      [end - 1, end, whole],
      [end, end + 1, {}],
    ] as const) {
      all();
      assert.deepEqual(erase({ range: { from, to } }), { erased, trimmed: 0 }, `${from - start} to ${to - start}`);
    }
    all();
    assert.deepEqual(erase({}).erased, { ...whole, span: 2, state: 1 });
  });

  it('leave of a record of another project neither what it was before nor anything else of it', () => {
    const at = (time: number) => ({ time, count: 0, writer: 'w' });
    tables.write(
      record({ id: 'e:1', clock: at(start), fields: { title: 'Grease', project } }),
      record({ id: 'e:1', clock: at(start + 1), fields: { project: '/home/ada/mill' } }),
      record({ id: 'e:1', clock: at(start + 2), fields: { title: 'Oil' } }),
      record({ id: 'e:2', clock: at(start), fields: { title: 'Grind', project: '/home/ada/mill' } }),
    );
    assert.deepEqual(erase({ project }), { erased: {}, trimmed: 1 });
    const { states } = tables.reader.records('tasks', {});
    assert.deepEqual(
      states.map((state) => [state.id, fieldValues(state)['title'], fieldValues(state)['project']]),
      [
        ['e:1', 'Oil', '/home/ada/mill'],
        ['e:2', 'Grind', '/home/ada/mill'],
      ],
    );
    assert.deepEqual(erase({ project }), { erased: {}, trimmed: 0 }, 'nothing is left of it');
    assert.deepEqual(erase({ project: '/home/ada/mill' }), { erased: { record: 2 }, trimmed: 0 });
  });

  it('are those from before an instant, by when they began or were changed', () => {
    tables.write(span({ end }), run({ start: start - 1, end }), document({ at: start - 1 }), state());
    assert.deepEqual(erase({ before: start }).erased, { run: 1, document: 1 });
    assert.deepEqual(erase({ before: start + 1 }).erased, { span: 1, state: 1 });
  });

  it('are those of a project, and of files in it that have none', () => {
    tables.write(
      span({ id: 'w:1' }),
      span({ id: 'w:2', project: '/home/ada/other' }),
      span({ id: 'w:3', project: `${project}/sub` }),
      run({ id: 'w:4' }),
      run({ id: 'w:5', project: '/home/ada/other' }),
      state(),
    );
    const { project: _, ...alone } = span();
    tables.write({ ...alone, id: 'w:6', file: `${project}/notes.md` }, { ...alone, id: 'w:7', file: 'src/mill.ts' });
    assert.deepEqual(erase({ project }).erased, { span: 3, run: 1 });
    const left = tables.reader.spans({ from: 0, to: 9e15 }).map(({ id }) => id);
    assert.deepEqual(left, ['w:2', 'w:7']);
  });

  it('are named ones, and nothing else where only those are meant', () => {
    tables.write(span(), document(), document({ id: 'w:9', at: start + 5 }), record());
    assert.deepEqual(namedRows(tables.database), { records: [['tasks', 'w:11']], documents: ['w:8', 'w:9'] });
    const named = {
      records: [
        ['tasks', 'w:11'],
        ['tasks', 'none'],
      ],
      documents: ['w:8', 'w:9', 'none'],
    } as const;
    const what = { ...named, records: [...named.records], documents: [...named.documents], onlyNamed: true } as const;
    assert.deepEqual(erase({ ...what, before: start + 5 } as never), {
      erased: { record: 1, document: 1 },
      trimmed: 0,
    });
    assert.deepEqual(namedRows(tables.database), { records: [], documents: ['w:9'] });
    assert.deepEqual(erase(what as never).erased, { document: 1 });
    assert.equal(tables.reader.spans({ from: 0, to: 9e15 }).length, 1);
  });

  it('leave no trace in what was worked out of them', () => {
    tables.write(span({ end: start + 90_000 }), span({ id: 'w:9', end }));
    tables.database.run("INSERT INTO past_day VALUES ('2026-03-02', 'score', 'b', 1, NULL)");
    assert.equal(readMeta(tables.database, 'longestSpan'), 90_000);
    erase({ range: { from: start + 2000, to: start + 3000 } });
    assert.equal(readMeta(tables.database, 'longestSpan'), 1000);
    assert.equal(tables.database.number('SELECT count(*) FROM past_day'), 0);
  });

  it('have a last instant, of whichever kind it is', () => {
    assert.equal(lastInstant(tables.database), 0);
    for (const [fact, at] of [
      [span(), start],
      [run({ start: start + 1 }), start + 1],
      [diagnostic({ introduced: start + 2 }), start + 2],
      [state({ at: start + 3 }), start + 3],
      [document({ at: start + 4, start: start + 900 }), start + 4],
      [record({ clock: { time: start + 5, count: 0, writer: 'w' } }), start + 5],
      [activity({ at: start + 6 }), start + 6],
    ] as const) {
      tables.write(fact);
      assert.equal(lastInstant(tables.database), at, fact.type);
    }
    tables.database.run('INSERT INTO hour VALUES (?, 60, 0, 0, 1, 5, 0, NULL, NULL)', 500_000);
    assert.equal(lastInstant(tables.database), 499_999 * hourMs);
  });
});

describe('the scope of an erasure', () => {
  it('is a folder and what lies below it, by any way to write that', () => {
    const others = ['/home/ada/other', '/home/bob/engine', '/srv/api'];
    const { isWithin } = projectScope(project, [], others);
    for (const [path, expected] of [
      [project, true],
      [`${project}/`, true],
      [`${project}/src/mill.ts`, true],
      ['\\home\\ada\\engine\\src', true],
      [`${project}2`, false],
      ['/home/ada', false],
      // Another project ends like that.
      ['engine', false],
      ['ada/engine', true],
      ['', false],
    ] as const)
      assert.equal(isWithin(path), expected, path);
    assert.equal(projectScope(project, []).isWithin('engine'), true);
    // Projects inside of it, and its own path as somebody types it, are no others.
    for (const own of [`${project}/parts/engine`, 'ada/engine', 'engine', project])
      assert.equal(projectScope(project, [], [own]).isWithin('engine'), true, own);
    assert.equal(projectScope(project, [], ['/home/bo/engine']).isWithin('engine'), false);
    const root = projectScope('/', []);
    assert.deepEqual([root.isWithin('/'), root.isWithin('/home')], [true, false]);
  });

  it('has its repositories, on pages too, in any case', () => {
    const { isPage, isRepository } = projectScope(project, ['Acme/Engine']);
    assert.deepEqual(['acme/engine', 'ACME/ENGINE', 'acme/engines', ''].map(isRepository), [true, true, false, false]);
    const pages = [
      'github.com/acme/engine',
      'github.com/Acme/Engine.git',
      'github.com/acme/engine/pull/1',
      'github.com/acme/engines',
      'github.com/acme',
      'acme/engine',
    ];
    assert.deepEqual(pages.map(isPage), [true, true, true, false, false, false]);
  });

  it('is mentioned where its name stands as a word', () => {
    const { isMentionedIn } = projectScope(project, []);
    for (const [text, expected] of [
      ['about the engine', true],
      [`see ${project}/src`, true],
      ['engine-web', false],
      ['engine.old', false],
      ['my.engine', false],
      ['engines', false],
      ['the\\nengine', true],
    ] as const)
      assert.equal(isMentionedIn(text), expected, text);
    assert.deepEqual([{ engine: 1 }, ['engine'], [['x']], 5, null].map(isMentionedIn), [
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('is not looked for in what is nested too deeply', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 5 : [nested(depth - 1)]);
    assert.deepEqual([nested(99), nested(100), nested(101)].map(isDeep), [false, false, true]);
    assert.deepEqual([{}, [], null, 5, 'x'].map(isJson), [true, false, false, false, false]);
  });
});
