import assert from 'node:assert/strict';
import { figureSchema } from '../../../../src/core/views/figure.ts';
import { figureOf } from '../../../../src/webview/panels/insights/figureOf.ts';

const day = '2026-11-20';

describe('the time that evidence is about', () => {
  const cases: Readonly<Record<string, object>> = {
    'project:/home/me/shop': { day, project: '/home/me/shop' },
    'language:typescript': { day, language: 'typescript' },
    'kind:coding': { day, kind: 'coding' },
    'branch:C:\\work\\shop:feature/a': { day, project: 'C:\\work\\shop', branch: 'feature/a' },
    'day:2026-11-18:switches': { day: '2026-11-18' },
    'run:shop:npm test': { day },
    focus: { day },
    'day:yesterday': { day },
    'branch:main': { day },
    'branch::main': { day },
    'branch:a:b': { day, project: 'a', branch: 'b' },
  };
  for (const [id, figure] of Object.entries(cases))
    it(`of ${id} is ${JSON.stringify(figure)}`, () => {
      assert.deepEqual(figureOf(id, day), figure);
      figureSchema.parse(figureOf(id, day));
    });
});
