import * as l10n from '@vscode/l10n';
import { impactLabels } from './labels.ts';
import type { Priority } from '../../../core/facts/activity.ts';
import type { Evidence } from '../../../core/facts/facts.ts';
import type { InsightVerdict } from '../../../core/insights/insights.ts';
import { Button } from '../../controls/button.tsx';
import { Disclosure } from '../../controls/disclosure.tsx';
import { Icon, type IconName } from '../../controls/icon.tsx';
import { useApp } from '../../state/app.ts';
import { InsightEvidence } from './insightEvidence.tsx';

/** One thing that was found, as all three lists have it. */
export interface ItemView {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly impact?: Priority;
  readonly since: string;
  readonly flagged: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly verdict: InsightVerdict | null;
  readonly planned: boolean;
}

interface InsightItemProps {
  readonly item: ItemView;
  /** The last day that was analyzed. */
  readonly day: string;
  readonly busy: boolean;
  readonly onJudge: (verdict: InsightVerdict | null) => void;
  readonly onPlan: () => void;
}

const icons: Readonly<Record<Priority, IconName>> = { high: 'error', medium: 'warning', low: 'info' };

/** A finding with its evidence and actions; numbers that were not measured are marked. */
export function InsightItem({ item, day, busy, onJudge, onPlan }: InsightItemProps) {
  const { format } = useApp();
  const { id, title, detail, impact, since, flagged, evidence, verdict, planned } = item;
  const judge = (one: InsightVerdict) => onJudge(verdict === one ? null : one);
  return (
    <li class={verdict === 'not-useful' ? 'insight insight-muted' : 'insight'}>
      <h3 class="insight-title">{title}</h3>
      <p>{detail}</p>
      <p class="insight-about">
        {impact && (
          <span class={`impact impact-${impact}`}>
            <Icon name={icons[impact]} />
            {impactLabels()[impact]}
          </span>
        )}
        <span>{l10n.t('since {0}', format.shortDay(since))}</span>
      </p>
      {flagged.length > 0 && (
        <p class="insight-flagged">
          <Icon name="warning" /> {l10n.t('Not in the evidence: {0}', flagged.join(', '))}
        </p>
      )}
      <Disclosure keptAs={`insights.evidence.${id}`} label={l10n.t('Evidence')}>
        <InsightEvidence evidence={evidence} day={day} />
      </Disclosure>
      <div class="button-row" role="group" aria-label={title}>
        <Button pressed={verdict === 'useful'} busy={busy} onClick={() => judge('useful')}>
          {l10n.t('Useful')}
        </Button>
        <Button pressed={verdict === 'not-useful'} busy={busy} onClick={() => judge('not-useful')}>
          {l10n.t('Not Useful')}
        </Button>
        {planned ? (
          <span class="insight-planned">
            <Icon name="check" /> {l10n.t('In the plan')}
          </span>
        ) : (
          <Button icon="add" busy={busy} onClick={onPlan}>
            {l10n.t('Add to Plan')}
          </Button>
        )}
      </div>
    </li>
  );
}
