import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../../harness/anyText.ts';
import * as z from 'zod';
import { unitTexts } from '../../../src/core/views/unitTexts.ts';
import { duration, instant } from '../../../src/core/views/views.ts';
import { renderText } from '../../../src/cli/render.ts';

const text = (schema: z.ZodType, value: unknown): string =>
  renderText(value, z.toJSONSchema(schema, { io: 'output' }), () => 120);

describe('the result of a command', () => {
  it('shows instants in local time, durations in hours, and other numbers as they are', () => {
    const schema = z.object({ at: instant.nullable(), total: duration, count: z.number(), done: z.boolean() });
    const value = { at: Date.UTC(2026, 10, 28, 12, 24), total: 5_700_000, count: 3, done: true };
    assert.equal(text(schema, value), 'at: 2026-11-28 14:24\ntotal: 1h 35m\ncount: 3\ndone: yes');
    assert.match(text(schema, { ...value, at: null }), /^at: -$/m);
    assert.match(text(schema, { ...value, at: 8.7e15 }), /^at: 8700000000000000$/m);
  });

  it('shows durations by their names, and instants whose description says more', () => {
    const schema = z.object({
      measuredMs: z.number().describe('As the dashboard shows it.'),
      end: z.number().describe(`Absent while it runs. ${unitTexts.instant}`),
      rows: z.array(z.object({ ms: z.number(), takenMs: z.number().optional(), rhythms: z.number() })),
    });
    const value = {
      measuredMs: 5_700_000,
      end: Date.UTC(2026, 10, 28, 12, 24),
      rows: [{ ms: 60_000, takenMs: 7_200_000, rhythms: 3 }],
    };
    assert.equal(
      text(schema, value),
      'measuredMs: 1h 35m\nend: 2026-11-28 14:24\nrows:\n  ms  takenMs  rhythms\n  1m       2h        3',
    );
  });

  it('makes a table of flat objects', () => {
    const schema = z.object({ byProject: z.array(z.object({ name: z.string(), ms: duration })) });
    const value = {
      byProject: [
        { name: 'daymark', ms: 7_200_000 },
        { name: 'site', ms: 60_000 },
      ],
    };
    assert.equal(text(schema, value), 'byProject:\n  name     ms\n  daymark  2h\n  site     1m');
    assert.equal(text(schema, { byProject: [] }), 'byProject: none');
  });

  it('nests what is not flat', () => {
    const schema = z.object({ tasks: z.array(z.object({ title: z.string(), tags: z.array(z.string()) })) });
    const value = { tasks: [{ title: 'Fix', tags: ['a', 'b'] }] };
    assert.equal(text(schema, value), 'tasks:\n  - title: Fix\n    tags:\n      - a\n      - b');
  });

  it('lets no name steer the terminal, whatever is in it', () => {
    const schema = z.object({ name: z.string(), rows: z.array(z.object({ name: z.string() })) });
    // eslint-disable-next-line no-control-regex -- it is what must not come through
    const steering = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069]/;
    fc.assert(
      fc.property(anyText(), (name) => {
        assert.doesNotMatch(text(schema, { name, rows: [{ name }] }), steering);
      }),
    );
    assert.equal(text(z.object({ name: z.string() }), { name: '\u001B[31mred\u001B[0m' }), 'name: [31mred[0m');
  });
});
