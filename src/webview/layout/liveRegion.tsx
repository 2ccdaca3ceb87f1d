import * as l10n from '@vscode/l10n';
import { levelLabels } from '../panels/score/labels.ts';
import { minuteMs } from '../../core/time/days.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Dashboard } from '../../core/views/views.ts';
import { useApp } from '../state/app.ts';

/** Announces text to screen readers. A repeated text is announced again. */
export function LiveRegion({ text, count }: { text: string; count: number }) {
  return (
    <div class="visually-hidden" role="status">
      <span key={count}>{text}</span>
    </div>
  );
}

/** @returns the text to announce, the number of announcements, and a function to announce */
export function useAnnouncer(): { text: string; count: number; announce: (text: string) => void } {
  const [announcement, setAnnouncement] = useState({ text: '', count: 0 });
  const announce = useRef((text: string) => setAnnouncement(({ count }) => ({ text, count: count + 1 })));
  return { ...announcement, announce: announce.current };
}

/** A score that moves a little every few seconds isn't announced: only if it changed by this much, … */
const notablePoints = 5;
/** … and at most this often. */
const quietMs = minuteMs;

/** Announces the score when it changed notably, or reached another level. */
export function useScoreAnnouncement({ score }: Dashboard): void {
  const { announce } = useApp();
  const announced = useRef({ value: score.value, level: score.level, at: 0 });
  useEffect(() => {
    const last = announced.current;
    if (score.value === null) return;
    const moved =
      last.value === null || Math.abs(score.value - last.value) >= notablePoints || score.level !== last.level;
    if (!moved || performance.now() - last.at < quietMs) return;
    announced.current = { value: score.value, level: score.level, at: performance.now() };
    announce(l10n.t('Score {0}, {1}', score.value, levelLabels()[score.level]));
  }, [score.value, score.level, announce]);
}
