import assert from 'node:assert/strict';
import { checkText, citationOf } from '../../../src/ai/claims/gate.ts';
import type { Field } from '../../../src/ai/claims/gate.ts';
import { grounds } from './grounds.ts';

type GroundName = keyof typeof grounds;

/** By fact: texts, and what of them the fact doesn't support, joined by a bar. */
export type Refusals = { readonly [G in GroundName]?: Readonly<Record<string, string>> };

/** Adds a test for each text. */
export function testRefusals(field: Field, expected: Refusals): void {
  const kind = field === 'advice' ? 'advice' : `a ${field}`;
  for (const [ground, texts] of Object.entries(expected))
    for (const [text, refused] of Object.entries(texts))
      it(`of ${kind} on ${ground}: ${text} (${refused || 'all holds'})`, () =>
        assert.equal(refusedIn(text, ground as GroundName, field), refused));
}

function refusedIn(text: string, ground: GroundName, field: Field): string {
  const citation = citationOf([grounds[ground]], {
    names: { cited: new Set<string>(), sent: new Set<string>() },
    isCited: () => true,
    valueOf: () => undefined,
    days: 14,
  });
  return checkText(text, field, citation).refused.join(' | ');
}
