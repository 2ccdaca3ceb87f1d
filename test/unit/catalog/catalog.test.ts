import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogFiles, listText, operationsIn } from '../../../scripts/lib/catalogFiles.ts';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { operationFile, operationFiles } from '../../../scripts/operations.ts';
import { actions } from '../../../src/catalog/actions.ts';
import { describeOperations, type JsonSchema } from '../../../src/catalog/describe.ts';
import { alternatives } from '../../../src/cli/jsonSchema.ts';
import { queries } from '../../../src/catalog/queries.ts';
import { unitTexts } from '../../../src/core/views/unitTexts.ts';
import { keysIn, sourceTexts } from '../extension/sourceText.ts';

const operations = await describeOperations(queries, actions);

/** The numbers of a JSON Schema, each with its name and description. */
function numbersIn(schema: unknown): [string, string][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, JsonSchema>> };
  const own = Object.entries(properties).flatMap(([key, one]): [string, string][] => {
    const parts = alternatives(one);
    const text = parts.flatMap(({ description }) => (typeof description === 'string' ? [description] : [])).join(' ');
    return parts.some(({ type }) => type === 'number' || type === 'integer') ? [[key, text]] : [];
  });
  return [...own, ...Object.values(schema).flatMap(numbersIn)];
}

describe('the catalog of operations', () => {
  it('lists each operation by its own name, as a query or as an action', async () => {
    const lists = { query: queries, action: actions };
    for (const [kind, list] of Object.entries(lists))
      for (const [name, load] of Object.entries<() => Promise<object>>(list)) {
        const definition = (await load()) as { readonly name: string; readonly kind: string };
        assert.equal(definition.name, name);
        assert.match(definition.name, /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/);
        assert.ok([kind, 'internalQuery'].includes(definition.kind), `${name} is a ${definition.kind}`);
      }
    const names = [...Object.keys(queries), ...Object.keys(actions)];
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.length > 40);
  });

  it('lists every definition there is', () => {
    const definers =
      /\b(?:query|internalQuery|action|deletion|restoration|hostAction)(?:<[^()]*>)?\(\s*'([a-z]\w*\.\w+)'/g;
    const defined = keysIn(sourceTexts('src').values(), definers);
    assert.deepEqual(defined.toSorted(), [...Object.keys(queries), ...Object.keys(actions)].toSorted());
  });

  it('has a title, a description and schemas for all that is offered', () => {
    assert.ok(operations.length > 30);
    for (const { name, title, description, params, result, transports } of operations) {
      assert.match(title, /^[A-Z].*[^.]$/, name);
      assert.match(description, /^[A-Z].*\.$/, name);
      assert.ok(transports.length > 0, name);
      assert.equal(params['type'], 'object', name);
      assert.ok(Object.keys(result).length > 0, name);
    }
  });

  it('says the unit of every instant in parameters and answers', () => {
    const names = /^(?:start|end|since|until|now|at)$|At$/;
    const missing = operations
      .filter(({ transports }) => transports.includes('cli'))
      .flatMap(({ name, params, result }) =>
        [...numbersIn(params), ...numbersIn(result)]
          .filter(([key, text]) => names.test(key) && !text.endsWith(unitTexts.instant))
          .map(([key]) => `${name} ${key}`),
      );
    assert.deepEqual(missing, []);
  });

  it('asks before a model changes anything, and lets none delete', () => {
    const inChat = operations.filter(({ transports }) => transports.includes('chat'));
    assert.ok(inChat.length >= 3);
    for (const { name, kind, access } of inChat) {
      assert.notEqual(access, 'destructive', name);
      if (access === 'write') assert.equal(kind, 'action', name);
    }
  });

  for (const file of operationFiles)
    it(`is what ${file} says; \`npm run operations -- --write\` writes it`, () => {
      const text = readFileSync(path.join(projectFolder, file), 'utf8');
      const found: unknown = file.endsWith('.json') ? JSON.parse(text) : text;
      assert.deepEqual(found, operationFile(file, operations));
    });

  for (const [file, text] of Object.entries(catalogFiles()))
    it(`is what ${file} lists; \`npm run operations -- --write\` writes it`, () => {
      assert.equal(readFileSync(path.join(projectFolder, file), 'utf8'), text);
    });

  it('finds the definitions in a source text, and tells modules of one name apart', () => {
    const source = `export const getDay = query('day.get', {
export const state = internalQuery<object, { a: number }>('day.state', read);
export const find = internalQuery(
  'day.find',
export const deleteDay = deletion('day.delete', days, {
export const restoreDay = restoration('day.restore', days, {
const hidden = query('day.hidden', {`;
    const found = operationsIn(source, 'analytics/dayQueries.ts');
    assert.deepEqual(
      found.map(({ name, exported }) => [name, exported]),
      [
        ['day.get', 'getDay'],
        ['day.state', 'state'],
        ['day.find', 'find'],
        ['day.delete', 'deleteDay'],
        ['day.restore', 'restoreDay'],
      ],
    );
    const others = operationsIn("export const save = query('day.all', {", 'habits/dayQueries.ts');
    const text = listText('queries', [...found, ...others]);
    assert.match(text, /'day\.all': from\(habitsDayQueries, 'save'\),/);
    assert.match(text, /const analyticsDayQueries = \(\) => import\('\.\.\/\.\.\/analytics\/dayQueries\.ts'\);/);
  });
});
