import assert from 'node:assert/strict';
import path from 'node:path';
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
    for (const { file, variable, isExported } of definedCollections()) {
      if (!isExported) continue;
      const found = (await import(path.join(projectFolder, file))) as Record<string, RecordCollection<z.ZodObject>>;
      const collection = found[variable];
      assert.ok(collection, `${variable} of ${file}`);
      const sample = samples[collection.name];
      const { success, error } = collection.schema.safeParse(sample);
      assert.ok(success, `${collection.name}: ${error?.message}`);
    }
  });
});
