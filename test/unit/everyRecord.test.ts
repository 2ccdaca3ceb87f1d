import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import type { RecordCollection } from '../../src/core/records/collection.ts';
import type * as z from 'zod';
import { definedCollections, everyRecord } from './everyRecord.ts';

const samples = everyRecord({ mark: 'zq7', project: '/home/me/shop', at: Date.UTC(2026, 10, 20, 9), offset: 60 });

describe('the sample of each collection', () => {
  it('is there for every collection that the sources define', () => {
    const all = definedCollections();
    assert.ok(all.length > 25, `${all.length} collections`);
    assert.equal(Object.keys(samples).length, all.length, all.map(({ variable }) => variable).join(' '));
  });

  it('is what its collection takes, with every field', async () => {
    for (const { name, schema } of await allCollections()) {
      const { success, error } = schema.safeParse(samples[name]);
      assert.ok(success, `${name}: ${error?.message}`);
    }
  });

  it('is not taken with an instant beyond those of facts, or an offset of no place', async () => {
    let tried = 0;
    for (const { name, schema } of await allCollections()) {
      for (const { key, value, replaced } of numbersIn(samples[name])) {
        const wrong = /offset$/i.test(key) ? wrongOffsets : isInstant(name, key, value) ? wrongInstants : [];
        for (const one of wrong) assert.ok(!schema.safeParse(replaced(one)).success, `${name}.${key}: ${one}`);
        tried += wrong.length;
      }
    }
    assert.ok(tried > 200, `${tried} tried`);
  });
});

const wrongInstants = [-1, 0, Date.UTC(2000, 0) - 1, Date.UTC(2101, 0), 8.64e15, 1e300];
const wrongOffsets = [-841, 841, 1e300];

/** Positions are numbers of any size, and so is the one that follows from a task's due day, which has limits of its own. */
function isInstant(collection: string, key: string, value: number): boolean {
  return value > Date.UTC(2000, 0) && key !== 'sort' && !(collection === 'tasks' && key === 'due');
}

/** All collections, also those that only their own module knows. */
async function allCollections(): Promise<readonly RecordCollection<z.ZodObject>[]> {
  const hooks = registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      if (!url.endsWith(mark)) return loaded;
      const text =
        typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
      return { ...loaded, source: text.replaceAll(/^const (?=\w+ = collection\()/gm, 'export const ') };
    },
  });
  try {
    return await Promise.all(
      definedCollections().map(async ({ file, variable }) => {
        const url = `${pathToFileURL(path.join(projectFolder, file)).href}${mark}`;
        const found = (await import(url)) as Record<string, RecordCollection<z.ZodObject>>;
        const collection = found[variable];
        assert.ok(collection, `${variable} of ${file}`);
        return collection;
      }),
    );
  } finally {
    hooks.deregister();
  }
}

/** At the end of an address, it makes a module of its own. */
const mark = '?all';

interface NumberIn {
  /** The name of the field that holds it, maybe in a list. */
  readonly key: string;
  readonly value: number;
  /** Returns the whole with another number in its place. */
  readonly replaced: (other: number) => unknown;
}

/** Finds the numbers in a value, however deep. */
function numbersIn(value: unknown, key = ''): NumberIn[] {
  if (typeof value === 'number') return [{ key, value, replaced: (other) => other }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    numbersIn(inner, Array.isArray(value) ? key : name).map(({ replaced, ...found }) => ({
      ...found,
      replaced: (other: number) =>
        Array.isArray(value)
          ? value.map((each: unknown, i) => (String(i) === name ? replaced(other) : each))
          : { ...value, [name]: replaced(other) },
    })),
  );
}
