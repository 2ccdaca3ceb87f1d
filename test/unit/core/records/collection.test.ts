import assert from 'node:assert/strict';
import * as z from 'zod';
import { collection } from '../../../../src/core/records/collection.ts';
import { columnsOf } from '../../../../src/core/records/recordColumns.ts';
import {
  applyPatch,
  deletedField,
  fieldValues,
  makePatch,
  type RecordPatch,
  type RecordState,
} from '../../../../src/core/records/recordState.ts';

const now = Date.UTC(2026, 2, 2, 12);
const tasks = { id: 't:1', collection: 'tasks' };
const recordOf = (patch: RecordPatch): RecordState => applyPatch(undefined, patch);

describe('a collection of records', () => {
  const schema = z.strictObject({
    title: z.string().min(1),
    status: z.enum(['open', 'done']),
    due: z.number().optional(),
    minutes: z.number().min(0).optional(),
  });
  const todo = collection('tasks', schema);
  const at = { now, writer: 'a' };
  const created = (): RecordState =>
    recordOf(makePatch(tasks, todo.create({ title: 'x', status: 'open', due: now }), at));

  it('reads what it created, and fills the columns from it', () => {
    assert.deepEqual(todo.read(created()), { title: 'x', status: 'open', due: now });
    assert.deepEqual(columnsOf(fieldValues(created())), { status: 'open', due: now });
  });

  it('clears a field with null, and writes only what changes', () => {
    const fields = todo.revise(created(), { title: 'x', status: 'done', due: null, minutes: undefined });
    assert.deepEqual(fields, { status: 'done', due: null });
    const revised = applyPatch(created(), makePatch(created(), fields, at));
    assert.deepEqual(todo.read(revised), { title: 'x', status: 'done' });
    assert.deepEqual(columnsOf(fieldValues(revised)), { status: 'done' });
  });

  it('replaces what it knows, and clears what is not given', () => {
    const newer = applyPatch(created(), makePatch(created(), { color: 'red' }, at));
    const fields = todo.replace(newer, { title: 'x', status: 'done', minutes: 3 });
    assert.deepEqual(fields, { status: 'done', minutes: 3, due: null });
  });

  it('keeps the fields of a newer version through an edit', () => {
    const newer = applyPatch(created(), makePatch(created(), { color: 'red' }, at));
    const edited = applyPatch(newer, makePatch(newer, todo.revise(newer, { title: 'y' }), at));
    assert.deepEqual(todo.read(edited), { title: 'y', status: 'open', due: now });
    assert.equal(fieldValues(edited)['color'], 'red');
  });

  it('keeps a record that it cannot read', () => {
    const newer = applyPatch(created(), makePatch(created(), { status: 'someday', due: 'soon' }, at));
    assert.equal(todo.read(newer), undefined);
    assert.deepEqual(columnsOf(fieldValues(newer)), { due: null, status: 'someday' });
    assert.equal(fieldValues(newer)['title'], 'x');
  });

  it('refuses bad values, unknown fields, and changes of what was deleted', () => {
    const invalid = (message: RegExp): object => ({ name: 'AppError', code: 'invalid-input', message });
    assert.throws(() => todo.create({ title: '', status: 'open' }), invalid(/^title: /));
    assert.throws(() => todo.revise(created(), { title: null }), invalid(/^title: /));
    assert.throws(() => todo.revise(created(), JSON.parse('{"color":"red"}') as object), invalid(/^color: /));
    const deleted = applyPatch(created(), makePatch(created(), { [deletedField]: true }, at));
    assert.equal(todo.read(deleted), undefined);
    assert.throws(() => todo.revise(deleted, { title: 'y' }), { code: 'not-found' });
  });

  it('lets no name into a column in the clear', () => {
    const refused = [
      { deleted: z.boolean() },
      { status: z.string() },
      { due: z.string() },
      { start: z.iso.date().optional() },
    ];
    for (const shape of refused) assert.throws(() => collection('x', z.object(shape)), TypeError);
    const taken = { status: z.enum(['a', 'b']).default('a'), start: z.number().int().min(0), sort: z.int().optional() };
    assert.equal(collection('x', z.object(taken)).name, 'x');
    assert.deepEqual(columnsOf({ status: 'My secret project', due: 'soon', sort: 1, title: 'x' }), {
      due: null,
      sort: 1,
      status: null,
    });
  });
});
