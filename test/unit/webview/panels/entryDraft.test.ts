import assert from 'node:assert/strict';
import type { EntryView } from '../../../../src/catalog/view.ts';
import { createFormat } from '../../../../src/webview/format/format.ts';
import { checkEntry, draftOfEntry, newEntry, type EntryDraft } from '../../../../src/webview/panels/time/entryDraft.ts';

const offsetAt = () => 60;
const format = createFormat('en-US', offsetAt);
const at = (hour: number, minute = 0, second = 0) => Date.UTC(2026, 10, 20, hour, minute, second);
const entry = {
  id: 'e1',
  title: 'Call',
  start: at(9, 0, 17),
  end: at(10, 30, 42),
  tags: ['a', 'b'],
  project: '/home/ada/web',
  task: 't1',
} as unknown as EntryView;
const check = (typed: Partial<EntryDraft> = {}, before: EntryView | undefined = entry) =>
  checkEntry(
    { ...(before ? draftOfEntry(before, offsetAt) : newEntry(at(12), offsetAt)), ...typed },
    { entry: before, offsetAt, now: at(24 * 60), format },
  );

describe('a time entry that is typed', () => {
  it('is an hour that ends now, to begin with', () => {
    const draft = newEntry(at(12), offsetAt);
    assert.deepEqual(draft, { title: '', start: '2026-11-20T12:00', end: '2026-11-20T13:00', tags: '', note: '' });
    assert.deepEqual(checkEntry(draft, { offsetAt, now: at(12), format }), {
      input: { title: '', start: at(11), end: at(12), tags: [] },
      problems: {},
    });
  });

  it('is sent as it was where nothing was touched, seconds and all', () => {
    assert.deepEqual(check().input, {
      id: 'e1',
      title: 'Call',
      start: entry.start,
      end: entry.end,
      tags: ['a', 'b'],
      project: '/home/ada/web',
      task: 't1',
    });
    assert.deepEqual(check({ start: '2026-11-20T10:05' }).input?.start, at(9, 5));
  });

  it('has each tag once, whichever comma is between them, and a note without its margins', () => {
    assert.deepEqual(check({ tags: ' a، b、a，, c ' }).input?.tags, ['a', 'b', 'c']);
    assert.equal(check({ note: ' so\nit was ' }).input?.note, 'so\nit was');
    assert.equal(check({ note: '  ' }).input?.note, undefined);
    assert.equal(check({ title: ' Talk ' }).input?.title, 'Talk');
  });

  it('has no end while its timer runs', () => {
    const { end: _, ...running } = entry;
    assert.equal(draftOfEntry(running as EntryView, offsetAt).end, '');
    const { input, problems } = check({}, running as EntryView);
    assert.deepEqual([input?.start, input?.end, problems], [entry.start, undefined, {}]);
  });

  it('moves to another task with its project, or to none', () => {
    const moved = (task: EntryDraft['task'] & object) => {
      const { input } = check({ task });
      return [input?.task, input?.project];
    };
    assert.deepEqual(moved({ id: 't2', project: '/home/ada/shop' }), ['t2', '/home/ada/shop']);
    assert.deepEqual(moved({ id: 't2' }), ['t2', '/home/ada/web']);
    assert.deepEqual(moved({ id: 't1', project: '/home/ada/shop' }), ['t1', '/home/ada/web'], 'it is the same task');
    assert.deepEqual(moved({}), [undefined, '/home/ada/web']);
  });

  it('has an error at each field that can not be saved', () => {
    const problems = (typed: Partial<EntryDraft>) => check(typed).problems;
    assert.deepEqual(problems({ start: '', end: 'x' }), {
      start: 'Enter a date and time.',
      end: 'Enter a date and time.',
    });
    assert.equal(check({ start: '' }).input, undefined);
    const order = { end: 'The end must be after the start.' };
    assert.deepEqual(problems({ start: '2026-11-20T11:00', end: '2026-11-20T11:00' }), order);
    assert.deepEqual(problems({ start: '2026-11-20T11:00', end: '2026-11-20T11:01' }), {});
    const week = (end: string) => problems({ start: '2026-11-20T11:00', end });
    assert.deepEqual(week('2026-11-27T11:00'), {});
    assert.deepEqual(week('2026-11-27T11:01'), { end: 'An entry can last seven days at most.' });
    assert.deepEqual(problems({ title: 'x'.repeat(200), note: 'x'.repeat(10_000) }), {});
    assert.deepEqual(problems({ title: 'x'.repeat(201), note: 'x'.repeat(10_001) }), {
      title: 'At most 200 characters.',
      note: 'At most 10000 characters.',
    });
    const late = { end: 'The end is in the future.' };
    const soon = (end: string) =>
      checkEntry({ ...newEntry(at(12), offsetAt), end }, { offsetAt, now: at(12), format }).problems;
    assert.deepEqual([soon('2026-11-20T13:01'), soon('2026-11-20T13:02')], [{}, late]);
    const tags = (count: number, length: number) =>
      Array.from({ length: count }, (_, index) => `${index}`.padStart(length, 'x')).join();
    assert.deepEqual(problems({ tags: tags(20, 100) }), {});
    const many = { tags: 'At most 20 tags of up to 100 characters each.' };
    assert.deepEqual([problems({ tags: tags(21, 3) }), problems({ tags: tags(1, 101) })], [many, many]);
  });
});
