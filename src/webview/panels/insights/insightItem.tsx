import type { Priority } from '../../../shared/activity.ts';
import type { Evidence } from '../../../shared/facts.ts';
import { Disclosure } from '../../controls/disclosure.tsx';
import { fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';
import { EvidenceList } from '../plan/evidenceList.tsx';

interface InsightItemProps {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly impact?: Priority;
  readonly since: string;
  readonly flagged: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** One thing that was found, with what it rests on; numbers that were not measured are told as such. */
export function InsightItem({ id, title, detail, impact, since, flagged, evidence }: InsightItemProps) {
  const { strings } = useApp();
  const t = strings.insights;
  const about = [impact === undefined ? '' : t.impacts[impact], fill(t.since, since)].filter((part) => part !== '');
  return (
    <li class="insight">
      <p class="insight-title">{title}</p>
      <p class="insight-detail">{detail}</p>
      <p class="insight-about">{about.join(' · ')}</p>
      {flagged.length > 0 && <p class="insight-flagged">⚠ {fill(t.flagged, flagged.join(', '))}</p>}
      <Disclosure keptAs={`insights.evidence.${id}`} label={t.evidence}>
        <EvidenceList evidence={evidence} />
      </Disclosure>
    </li>
  );
}
