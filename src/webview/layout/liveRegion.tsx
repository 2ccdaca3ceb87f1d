import * as l10n from '@vscode/l10n';
import { levelLabels } from '../panels/score/labels.ts';
import { minuteMs } from '../../core/time/days.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Dashboard } from '../../core/views/views.ts';
import { useApp } from '../state/app.ts';

/** Where things are said to screen readers. The same text twice is said twice. */
export function LiveRegion({ text, count }: { text: string; count: number }) {
  return (
    <div class="visually-hidden" role="status">
      <span key={count}>{text}</span>
    </div>
  );
}

/** @returns what is to be said, how often something was, and how to say something */
export function useAnnouncer(): { text: string; count: number; announce: (text: string) => void } {
  const [said, setSaid] = useState({ text: '', count: 0 });
  const announce = useRef((text: string) => setSaid(({ count }) => ({ text, count: count + 1 })));
  return { ...said, announce: announce.current };
}

/** A score that moves a little every few seconds is not worth a word: said when it changed by this much, … */
const notablePoints = 5;
/** … and at most this often. */
const quietMs = minuteMs;

/** Says the score when it has changed notably, or got to another level. */
export function useScoreAnnouncement({ score }: Dashboard): void {
  const { announce } = useApp();
  const said = useRef({ value: score.value, level: score.level, at: 0 });
  useEffect(() => {
    const last = said.current;
    if (score.value === null) return;
    const moved =
      last.value === null || Math.abs(score.value - last.value) >= notablePoints || score.level !== last.level;
    if (!moved || performance.now() - last.at < quietMs) return;
    said.current = { value: score.value, level: score.level, at: performance.now() };
    announce(l10n.t('Score {0}, {1}', score.value, levelLabels()[score.level]));
  }, [score.value, score.level, announce]);
}
