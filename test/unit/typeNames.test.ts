import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

const exported = /^export (?:interface|type|(?:abstract )?class) (\w+)/gm;
const declared = /^ *(?:export )?(?:interface|type|(?:abstract )?class) (\w+)/gm;

/** Types that are declared below a folder by name, each with the files that declare one. */
function typesIn(folder: string, form: RegExp): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const whole = path.join(root, folder);
  for (const file of fs
    .readdirSync(whole, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))) {
    const text = fs.readFileSync(path.join(whole, file), 'utf8');
    for (const [, name = ''] of text.matchAll(form)) found.set(name, [...(found.get(name) ?? []), file]);
  }
  return found;
}

/** Participles, and words that say where something is, what happened, or what someone does. */
const noNoun =
  /^(?:[A-Z][a-z]+(?:ed|ing)|Told|Held|Seen|Found|Known|Kept|Shown|Sent|Said|Spent|Written|Taken|Drawn|Given|Made|Where|There|Here|Under|Around|About|Beside|Aside|From|By|Who|Way|Needs|Sends|Keep|Other|Bare|Wrong)$/;
/** Words of that form that are nouns of their own. */
const nouns =
  'Billing Encoding Feed Grouping Incoming Listing Narrowing Outgoing Pairing Planning Quoting Reading Recording Rounding Sighting Standing Syncing Tracing'.split(
    ' ',
  );

describe('the name of a type', () => {
  it('that is exported says which one is meant, wherever it is imported from', () => {
    const types = typesIn('src', exported);
    assert.ok(types.size > 500);
    assert.deepEqual(
      [...types].filter(([, files]) => files.length > 1),
      [],
    );
  });

  for (const folder of ['src', 'backend/src', 'browser/src', 'bench', 'scripts'])
    it(`is a noun that says what it is, in ${folder}`, () => {
      const types = typesIn(folder, declared);
      assert.ok(types.size > 10);
      assert.deepEqual(
        [...types].filter(([name]) => noNoun.test(name) && !nouns.includes(name)),
        [],
      );
    });
});
