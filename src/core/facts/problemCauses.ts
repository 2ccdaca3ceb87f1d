import { provenances, severities, type Provenance, type Severity } from './activity.ts';
import { recordOf, shape, whole } from '../base/checks.ts';
import type { DocumentFact } from './facts.ts';
import { jsonOf } from '../base/jsonOf.ts';

/** The number of problems that each provenance introduced and fixed. */
export interface CauseCounts {
  readonly introduced: Readonly<Partial<Record<Provenance, number>>>;
  readonly fixed: Readonly<Partial<Record<Provenance, number>>>;
}

/** By severity; kept as documents of the collection `problemCauses`, each of at most half an hour. */
export type ProblemCauseCounts = Readonly<Partial<Record<Severity, CauseCounts>>>;

const counts = recordOf(whole(0, 1_000_000));
const isCounts = shape({ introduced: counts, fixed: counts });

/** Adds up the counts among documents; what this version does not understand is passed over. */
export function problemCausesIn(documents: readonly DocumentFact[]): ProblemCauseCounts {
  const sum: Partial<Record<Severity, { introduced: Record<string, number>; fixed: Record<string, number> }>> = {};
  for (const { collection, deleted, body } of documents) {
    const parsed = deleted || collection !== 'problemCauses' ? undefined : jsonOf(body);
    for (const severity of severities) {
      const part: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, severity) : undefined;
      if (!isCounts(part)) continue;
      const all = (sum[severity] ??= { introduced: {}, fixed: {} });
      for (const what of ['introduced', 'fixed'] as const)
        for (const name of provenances) {
          const count = part[what][name] ?? 0;
          if (count > 0) all[what][name] = (all[what][name] ?? 0) + count;
        }
    }
  }
  return sum;
}
