import { baseName } from '../../../core/base/baseName.ts';
import { languageName } from '../../../core/base/languageName.ts';
import * as l10n from '@vscode/l10n';
import { kindLabels } from '../../../core/views/labels.ts';
import { runOutcomeLabels } from './labels.ts';
import { useApp } from '../../state/app.ts';
import { blockWords } from '../../format/blockWords.ts';
import type { LaneItem } from './lanes.ts';

/** Describes a lane's item, in parts and as a whole. */
export interface ItemWords {
  times(item: LaneItem): string;
  /** Names the type of an item: a kind of activity, a run, or the subject of a mark. */
  what(item: LaneItem): string;
  /** Empty for an instant. */
  length(item: LaneItem): string;
  /** Its place, its outcome, or other details; may be empty. */
  more(item: LaneItem): string;
  whole(item: LaneItem): string;
  /** Clock time of an instant, by the clock that held on the day. */
  clock(at: number): string;
}

/** @param offset minutes east of UTC of the day's own clock */
export function useItemWords(offset: number): ItemWords {
  const { format } = useApp();
  const clock = (at: number) => format.clock(at, offset);
  const words = {
    clock,
    times: ({ start, end }: LaneItem) => (start === end ? clock(start) : `${clock(start)}–${clock(end)}`),
    what: ({ block, run, mark, agent, event, planned }: LaneItem) =>
      block
        ? kindLabels(l10n.t)[block.kind]
        : (run?.name ?? mark?.title ?? agent?.tool ?? event?.title ?? planned?.title ?? ''),
    length: ({ start, end, mark }: LaneItem) => (mark ? '' : format.exactDuration(end - start)),
    more: ({ block, run, mark, agent, event, planned }: LaneItem) => {
      if (planned) return blockWords(planned);
      if (event) return event.outcome === 'planned' ? l10n.t('planned') : l10n.t('not confirmed');
      if (agent) return agent.project && baseName(agent.project);
      if (run) return runOutcomeLabels()[run.outcome];
      if (mark) return mark.detail ?? '';
      const { project, language, site, category } = block ?? {};
      return [site, category, project && baseName(project), language && languageName(language)]
        .filter(Boolean)
        .join(', ');
    },
  };
  return {
    ...words,
    whole: (item) =>
      [
        l10n.t('{0}, {1}, {2}', words.what(item), words.times(item), words.length(item)).replace(/, $/, ''),
        words.more(item),
      ]
        .filter(Boolean)
        .join(', '),
  };
}
