import * as l10n from '@vscode/l10n';
import type { Evidence } from '../../../core/facts/facts.ts';
import { isPage } from '../../format/text.ts';

/** The measured things that a conclusion rests on. */
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <ul class="evidence" aria-label={l10n.t('Evidence for this')}>
      {evidence.map(({ id, text, url }) => (
        <li key={id}>{isPage(url) ? <a href={url}>{text}</a> : text}</li>
      ))}
    </ul>
  );
}
