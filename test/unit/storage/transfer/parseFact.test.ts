import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { parseFact } from '../../../../src/storage/transfer/parseFact.ts';

const fixtures = path.join(import.meta.dirname, '../../../fixtures/storage');

describe('an export of an earlier version', () => {
  for (const name of fs.readdirSync(fixtures)) {
    it(`of ${name} is imported with every fact`, () => {
      const facts = JSON.parse(fs.readFileSync(path.join(fixtures, name, 'facts.json'), 'utf8')) as unknown[];
      for (const fact of facts) assert.deepEqual(parseFact(fact), fact);
    });
  }
});
