import type { Evidence } from '../../../core/facts/facts.ts';
import { isPage } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';

/** The measured things that a conclusion rests on. */
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  const { strings } = useApp();
  return (
    <ul class="evidence" aria-label={strings.common.evidence}>
      {evidence.map(({ id, text, url }) => (
        <li key={id}>{isPage(url) ? <a href={url}>{text}</a> : text}</li>
      ))}
    </ul>
  );
}
