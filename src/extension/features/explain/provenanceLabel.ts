import type { Provenance } from '../../../core/facts/activity.ts';
import type { Translate } from '../../../core/base/translate.ts';

/** Returns a word for how text was created. */
export function provenanceLabel(provenance: Provenance, t: Translate): string {
  const labels: Record<Provenance, () => string> = {
    typed: () => t('typed'),
    pasted: () => t('pasted'),
    completed: () => t('completed'),
    formatted: () => t('formatted'),
    undone: () => t('undone'),
    outside: () => t('from outside'),
    bulk: () => t('in bulk'),
    unknown: () => t('unknown cause'),
  };
  return labels[provenance]();
}
