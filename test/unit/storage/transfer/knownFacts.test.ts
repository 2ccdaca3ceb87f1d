import assert from 'node:assert/strict';
import type { Fact, RecordFact, SpanFact } from '../../../../src/core/facts/facts.ts';
import { AddedList, eachAdded } from '../../../../src/storage/transfer/addedFacts.ts';
import { ExportAliases } from '../../../../src/storage/transfer/aliases.ts';
import { daysOfTotals, totalId } from '../../../../src/storage/transfer/dayTotals.ts';
import { earlierId, importedId, isRecordable } from '../../../../src/storage/transfer/importedId.ts';
import { ChangedFacts, EarlierImports } from '../../../../src/storage/transfer/knownFacts.ts';
import { activity, diagnostic, record, run, span } from '../facts.ts';

const noon = Date.UTC(2026, 2, 2, 12);
/** A database that answers each question with the same row, or number. */
const answering = (row: readonly unknown[] | undefined) =>
  ({ first: () => row, number: () => Number(row?.[0] ?? 0) }) as never;

describe('ids of what other programs recorded', () => {
  it('are one for each place at an instant, by the day in UTC', () => {
    const at = (start: number, changes: object = {}) => importedId('wakatime', { ...span(), start, ...changes });
    const [writer, n] = at(noon).split(':');
    assert.equal(writer, 'wakatime-at-2026-03-02');
    assert.equal(Math.floor(Number(n) / 1e6), 12 * 3_600_000);
    assert.equal(at(noon), at(noon, { end: noon + 9, signals: 3 }));
    for (const change of [{ kind: 'reading' }, { project: 'x' }, { file: 'x' }, { language: 'x' }, { branch: 'x' }])
      assert.notEqual(at(noon, change), at(noon), JSON.stringify(change));
    assert.match(importedId('activitywatch', { ...span(), start: noon }), /^activitywatch-at-2026-03-02:/);
    assert.equal(at(Date.UTC(2026, 2, 3) - 1).split(':')[0], 'wakatime-at-2026-03-02');
  });

  it('were by the instant alone before', () => {
    assert.equal(earlierId(importedId('wakatime', { ...span(), start: noon })), 'wakatime-2026-03-02:43200000');
    for (const id of ['w:1', 'wakatime-2026-03-02:5', 'xwakatime-at-2026-03-02:5', 'wakatime-at-2026-3-2:5'])
      assert.equal(earlierId(id), undefined, id);
  });

  it('can be of the years from 2000 to a day ahead', () => {
    const [first, day] = [Date.UTC(2000, 0), 86_400_000];
    assert.deepEqual(
      [first, first - 1, noon, noon + day, noon + day + 1].map((at) => isRecordable(at, noon)),
      [true, false, true, true, false],
    );
  });

  it('of totals have the total in them, and count by day', () => {
    assert.equal(totalId('2026-03-02', 90, 3), 'wakatime-total-2026-03-02:90003');
    const ids = [totalId('2026-03-02', 90, 0), totalId('2026-03-02', 90, 1), totalId('2026-03-03', 5, 0), 'w:1'];
    assert.equal(daysOfTotals(ids.map((id) => span({ id }))), 2);
  });
});

describe('a fact that is there already', () => {
  it('changes where it has grown, or has a later revision', () => {
    const long = (seconds: number) => span({ end: span().start + seconds * 1000 });
    const takes = (fact: Fact, row: readonly unknown[] | undefined) => new ChangedFacts(answering(row)).take(fact);
    assert.deepEqual(
      [takes(long(9), [8000, 1]), takes(long(9), [9000, 1]), takes(long(9), [8000, 0]), takes(long(9), undefined)],
      [true, false, false, false],
      'one that gave way stays as it is',
    );
    assert.deepEqual(
      [1, 2, 3].map((rev) => takes(activity({ rev }), [2])),
      [false, false, true],
    );
    assert.equal(takes(run(), [0]), false);
  });

  it('is one that was imported under its earlier id: there, or folded', () => {
    const fact = { ...span({ start: noon }), id: importedId('wakatime', { ...span(), start: noon }) };
    const earlier = { ...fact, id: 'wakatime-2026-03-02:43200000' };
    const has = (folded: number | undefined, there: object[] = [], of: Fact = fact) => {
      const asked: object[] = [];
      const reader = { spans: (range: object) => (asked.push(range), there) } as never;
      const imports = new EarlierImports(answering(folded === undefined ? undefined : [folded]), reader);
      const found = imports.has(of);
      for (const range of asked) assert.deepEqual(range, { from: noon, to: noon + 1 });
      return [found, imports.has(of)].every(Boolean);
    };
    assert.equal(has(undefined, [earlier]), false, 'no such import');
    assert.equal(has(43_200_000), true, 'folded');
    assert.equal(has(43_199_999), false, 'not there');
    assert.equal(has(0, [earlier]), true);
    assert.equal(has(0, [{ ...earlier, file: 'other' }]), false);
    assert.equal(has(0, [{ ...earlier, project: 'other' }]), false);
    assert.equal(has(0, [{ ...earlier, id: 'wakatime-2026-03-02:1' }]), false);
    assert.equal(has(0, [earlier], span()), false);
    assert.equal(has(43_200_000, [], run()), false);
  });
});

describe('the list of what an import added', () => {
  it('is told as it was made: facts by writer with their times, what can be edited by id', () => {
    const list = new AddedList();
    const added = [
      ['span', 'w:1', 5],
      ['span', 'v:2', 6],
      ['span', 'w:3', 7],
      ['run', 'w:1', 8],
      ['activity', 'a b:1', 9],
      ['record', 'r', 10],
    ] as const;
    for (const one of added) list.add(one);
    assert.equal(list.size, 6);
    const all = JSON.parse(JSON.stringify(list.all())) as ReturnType<typeof list.all>;
    assert.deepEqual(Object.keys(all), ['span w', 'span v', 'run w', 'activity', 'record']);
    assert.deepEqual(
      [...eachAdded(all)],
      [
        ['span', 'w:1', 5],
        ['span', 'w:3', 7],
        ['span', 'v:2', 6],
        ['run', 'w:1', 8],
        ['activity', 'a b:1', 0],
        ['record', 'r', 0],
      ],
    );
  });
});

describe('names in an export under aliases', () => {
  it('are numbered by kind, the same name with the same number', () => {
    const { rename } = new ExportAliases();
    const place = ({ project, file, branch, language }: SpanFact) => [project, file, branch, language];
    assert.deepEqual(place(rename(span({ project: '/p', file: 'a', branch: 'x', language: 'typescript' }))), [
      'project-1',
      'file-1',
      'branch-1',
      'typescript',
    ]);
    assert.deepEqual(place(rename(span({ project: '/q', file: 'a', branch: 'y', language: 'acme-script' }))), [
      'project-2',
      'file-1',
      'branch-2',
      'language-1',
    ]);
    assert.equal(rename(run({ name: 'npm test', project: '/p' })).name, 'run-1');
    assert.equal(rename(run({ name: 'npm test', project: '/p' })).project, 'project-1');
    const { message, reporter, code } = rename(diagnostic({ message: 'No x', reporter: 'acme', code: 'A1' }));
    assert.deepEqual([message, reporter, code], ['message-1', 'reporter-1', 'code-1']);
    const { title, notes } = rename(activity({ title: 'Talk', notes: 'with Ada' }));
    assert.deepEqual([title, notes], ['activity-1', '']);
  });

  it('of records are left out, but for their figures', () => {
    const { rename } = new ExportAliases();
    const fields = (collection: string, given: RecordFact['fields']) =>
      rename(record({ collection, fields: given })).fields;
    const secret = { secret: 'x', start: 5, end: 9, utcOffset: 60 };
    assert.deepEqual(
      fields('activities', { ...secret, title: 'Talk', notes: 'x', errors: 3, project: '/p', deleted: false }),
      {
        start: 5,
        end: 9,
        utcOffset: 60,
        errors: 3,
        project: 'project-1',
        title: 'activity-1',
      },
    );
    assert.deepEqual(fields('activities', { title: 5, project: null }), {});
    assert.deepEqual(fields('notes', { ...secret, title: 'Talk', errors: 3 }), { start: 5, end: 9, utcOffset: 60 });
    assert.match(rename(record()).id, /^record-\d$/);
  });
});
