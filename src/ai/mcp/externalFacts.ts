import { createHash } from 'node:crypto';
import type { DigestFact } from '../../core/insights/digest.ts';
import { withoutSecrets } from '../../core/base/secrets.ts';
import type { CallResult } from './toolCall.ts';

/** Characters of one result, and of all, at most: a quarter of what is sent. */
const resultAtMost = 2000;
const allAtMost = 4500;

/**
 * Makes evidence of results: facts without values, quoted, so that no statement rests on their words or numbers. A result is one line of text without control and
 * direction characters, secrets removed, cut where it is too long.
 */
export function externalFacts(results: readonly CallResult[]): DigestFact[] {
  let room = allAtMost;
  return results.flatMap((one): DigestFact[] => {
    if (!('text' in one) || room <= 0) return [];
    const { server, tool, arguments: args } = one.call;
    // Text that is cut off anyway isn't read. Secrets may shrink what is left, so there is room for that.
    const clean = withoutSecrets(one.text.slice(0, resultAtMost * 10))
      .text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim();
    const most = Math.min(resultAtMost, room);
    const result = clean.length > most ? `${clean.slice(0, most - 1)}\u2026` : clean;
    if (result === '') return [];
    room -= result.length;
    const mark = createHash('sha256')
      .update(JSON.stringify([args, result]))
      .digest('hex')
      .slice(0, 12);
    const base = { topic: 'external', weight: 50, names: {}, values: {} } as const;
    return [
      {
        ...base,
        id: `mcp:${server}:${tool}:${mark}`,
        labels: { tool },
        quote: result,
        // In quotation marks, its words and numbers are nobody's claims.
        text: `${server}, ${tool}: "${result.slice(0, 200).replace(/["\u201c\u201d\u00ab\u00bb]/g, "'")}"`,
      },
    ];
  });
}
