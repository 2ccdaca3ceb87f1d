import assert from 'node:assert/strict';
import { segmentCategories } from '../../../../src/analytics/categories.ts';
import { segmentsByDay } from '../../../../src/analytics/daySegments.ts';
import { explained } from '../../../../src/analytics/why/explained.ts';
import { stretchesOf } from '../../../../src/analytics/why/stretches.ts';
import { categoryRules } from '../../../../src/core/categories/categoryRecords.ts';
import type { CategoryRule } from '../../../../src/core/categories/categories.ts';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { at, context, day, span } from '../given.ts';

type Seen = readonly [scheme: 'web' | 'app', file: string, kind: SpanFact['kind'], project?: string];

/** Five minutes each in other programs, one after the other. */
const seen: readonly Seen[] = [
  ['app', 'FaceTime', 'meeting'],
  ['app', 'zoom', 'meeting'],
  ['app', 'Terraria', 'coding'],
  ['web', 'zalando.ch', 'browsing'],
  ['web', 'zalando.ch/work', 'browsing', '/home/ada/shop'],
  ['web', 'zalando.ch', 'coding'],
  ['web', 'docs.rs', 'browsing'],
];

function readerWith(rule?: Partial<CategoryRule>): MemoryReader {
  const spans = seen.map(([scheme, file, kind, project], i) => {
    const { project: _, language: __, branch: ___, ...bare } = span(5 * i, 5 * i + 5, { source: 'hub', scheme, file });
    return { ...bare, kind, ...(project && { project }) };
  });
  const fields = { category: 'meeting', sort: 1, ...rule };
  const patch = { type: 'record', collection: categoryRules.name, id: 'r:1', clock: '1', at: at(0), fields } as const;
  return new MemoryReader([...spans, ...(rule ? [patch as never] : [])]);
}

/** Time that the sums count as leisure, and time that the account of the day calls leisure by its site or application. */
function leisure(reader: MemoryReader) {
  const { rules, t } = context();
  const categoryOf = segmentCategories(reader, { from: day, to: day }, { t });
  const segments = segmentsByDay({ from: day, to: day }, reader, rules).get(day) ?? [];
  const { entries } = explained(reader, { day }, context());
  const nameOf = ({ file = '', kind = '' }) => `${file} ${kind}`;
  return {
    counted: segments.filter((one) => categoryOf(one) === 'leisure').map(nameOf),
    explained: entries.flatMap((one) => (one.type === 'work' && one.leisureBy ? [nameOf(one)] : [])),
    stretches: stretchesOf(entries).flatMap((one) => (one.type === 'stretch' && one.leisureBy ? [one.leisureBy] : [])),
  };
}

describe('leisure in the account of a day', () => {
  it('is what the sums count as leisure, because of its site or application', () => {
    const { counted, explained: named, stretches } = leisure(readerWith());
    assert.deepEqual(named, ['FaceTime meeting', 'zalando.ch browsing', 'zalando.ch/work browsing']);
    assert.deepEqual(named, counted);
    assert.deepEqual(stretches, ['app', 'site', 'site']);
  });

  it('is nothing that a rule of the user’s decides, either way', () => {
    const site = leisure(readerWith({ domain: 'zalando.ch' }));
    assert.deepEqual(site.explained, ['FaceTime meeting']);
    assert.deepEqual(site.explained, site.counted);
    const app = leisure(readerWith({ app: 'facetime' }));
    assert.ok(!app.explained.includes('FaceTime meeting'));
    assert.deepEqual(app.explained, app.counted);
    const zoom = leisure(readerWith({ app: 'zoom', category: 'leisure' }));
    assert.ok(zoom.counted.includes('zoom meeting'));
    assert.ok(!zoom.explained.includes('zoom meeting'));
  });
});
